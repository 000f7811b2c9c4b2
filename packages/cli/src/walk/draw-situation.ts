import type { ApprovalWire, ExecutionWire, StepWire } from "@steadyhand/api";
import { drawCommand, drawLine, drawProse } from "../io/draw-text.ts";
import { duration, moment } from "../io/duration.ts";
import type { Channel } from "../io/io.ts";
import { riskMark } from "../io/risk-mark.ts";
import { wrapMarked } from "../io/wrap.ts";
import { drawJudgement } from "../judge/draw-judgement.ts";
import { commandText, drawCommandText } from "./draw-command-text.ts";
import type { Situation } from "./situation.ts";

interface Place {
  readonly channel: Channel;
  readonly execution: ExecutionWire;
  readonly now: Date;
}

/** Everything a person needs before they answer. `isCut`: a long command is not shown whole. */
export function drawSituation(situation: Situation, place: Place): { readonly text: string; readonly isCut: boolean } {
  switch (situation.kind) {
    case "ended":
    case "moving":
      return { text: "", isCut: false };
    case "paused":
      return { text: drawPause(place.execution), isCut: false };
    case "approval":
      return drawApproval(situation, place);
    case "condition":
      return {
        text: [
          ...drawHead(situation.step, place),
          `  It applies only under a condition: ${drawLine(situation.step.condition?.text ?? "")}`,
          "  Does it hold?",
        ].join("\n"),
        isCut: false,
      };
    case "hand":
    case "trouble":
      return drawByPerson(situation.step, place, situation.kind);
  }
}

function drawPause({ pausedBy }: ExecutionWire): string {
  switch (pausedBy) {
    case "panic":
      return "The panic button paused the execution: what ran stands still until somebody resumes this run.";
    case "breaker":
      return "The execution paused itself: one step failed again and again. Look at it, then resume.";
    default:
      return "The execution is paused: nothing new starts until somebody resumes it.";
  }
}

/** The command that an approval stands for, whole. */
export function drawWholeCommand({ command }: ApprovalWire, channel: Channel): string {
  return drawCommandText(commandText(command), channel, { isWhole: true }).drawn;
}

function drawHead({ number, title, section, description }: StepWire, { channel, execution }: Place): string[] {
  const { paint, columns } = channel;
  const position = `${execution.steps.findIndex(({ isCurrent }) => isCurrent) + 1} of ${execution.steps.length}`;
  const lines = ["", paint("strong", `Step ${number}. ${drawLine(title)}`) + paint("quiet", `   ${position}`)];
  if (section.length > 0) lines.push(paint("quiet", `  ${section.map((one) => drawLine(one)).join(" › ")}`));
  if (!title.startsWith(description.replace(/[:.]$/, ""))) {
    lines.push(wrapMarked(drawProse(description), { columns: columns(), indent: "  " }));
  }
  return lines;
}

function drawApproval({ step, approval }: Situation & { kind: "approval" }, place: Place) {
  const { channel, now } = place;
  const { paint } = channel;
  const text = commandText(approval.command);
  const { drawn, isCut } = drawCommandText(text, channel);
  const { judgement } = approval;
  // Evidence points into the text that was judged; words are drawn with quotes of our own.
  const judgedText = approval.purpose === "forward" ? step.resolvedText : undefined;
  const rollback = approval.rollback
    ? `${drawCommand(commandText(approval.rollback.command)).replaceAll("\n", " ↵ ")}  ${riskMark(approval.rollback.final, paint)}`
    : "the runbook gives none";
  const facts: readonly (readonly [string, string])[] = [
    ["target", `${drawCommand(approval.targetName)} (${approval.environment}, L${approval.decision.level})`],
    ["folder", drawCommand(approval.workingDirectory)],
    ["time limit", duration(approval.timeoutMs)],
    ["proof", proof(approval)],
    ["rollback", rollback],
    ...drawGuards(approval),
    ...drawPeople(approval),
    ["proposed by", drawLine(approval.proposedBy.name)],
    ["asked until", moment(approval.expiresAt, now)],
    ["digest", approval.digest],
  ];
  const what = approval.purpose === "rollback" ? "Rollback that would run" : "Would run";
  const how = howItRuns[approval.command.kind];
  return {
    text: [
      ...drawHead(step, place),
      `  ${what}, ${how}:`,
      drawn,
      `  ${drawJudgement(judgement, { text: judgedText, channel }).replaceAll("\n", "\n  ")}`,
      ...facts.map(([name, value]) => `  ${paint("quiet", name.padEnd(13))}${value}`),
    ].join("\n"),
    isCut,
  };
}

function drawGuards({ guards, settleMs }: ApprovalWire): (readonly [string, string])[] {
  const settles = settleMs === 0 ? "" : ` and again ${duration(settleMs)} after it`;
  return guards.map((guard, index) => {
    const expects = guard.outputIncludes === undefined ? "" : `, holding "${drawLine(guard.outputIncludes)}"`;
    const text = drawCommand(commandText(guard.command)).replaceAll("\n", " ↵ ");
    return [index === 0 ? "must not break" : "", `${drawLine(guard.name)}: ${text}${expects}; read before${settles}`];
  });
}

/** Who has to say yes, where that is more than one person's word. */
function drawPeople({ asks, needed, grants, isFourEyes, escalations }: ApprovalWire): (readonly [string, string])[] {
  const given = grants.map(({ by }) => drawLine(by.name)).join(", ") || "nobody";
  return [
    ...(asks === "anybody who can sign in" ? [] : [["asks", drawLine(asks)] as const]),
    ...(needed > 1 ? [["people", `${grants.length} of ${needed} said yes: ${given}`] as const] : []),
    ...(isFourEyes ? [["four eyes", "not by whoever proposed it"] as const] : []),
    ...(escalations > 0 ? [["escalated", `nobody answered ${escalations} times before`] as const] : []),
  ];
}

function proof({ verification: { outputIncludes } }: ApprovalWire): string {
  const text = "it ends with exit status 0";
  return outputIncludes === undefined ? text : `${text} and its output holds "${drawLine(outputIncludes)}"`;
}

function drawByPerson(step: StepWire, place: Place, kind: "hand" | "trouble") {
  const { channel } = place;
  const { paint } = channel;
  const lines = drawHead(step, place);
  if (kind === "trouble") lines.push(`  ${paint("strong", phaseWords[step.phase])}: ${drawProse(step.why ?? "")}`);
  else lines.push(`  By hand: ${drawProse(step.why ?? "a person does it and says so")}`);
  const text = step.resolvedText ?? step.editedCommand ?? step.command?.text;
  if (text !== undefined) {
    lines.push(drawCommandText(text, channel, { isWhole: true }).drawn);
    if (step.judgement) lines.push(`  ${drawJudgement(step.judgement, { text, channel }).replaceAll("\n", "\n  ")}`);
  }
  if (step.expect) lines.push(`  ${paint("quiet", "expect".padEnd(13))}${drawLine(step.expect)}`);
  if (step.rollback) {
    lines.push(`  ${paint("quiet", "rollback".padEnd(13))}${drawCommand(step.rollback.text).replaceAll("\n", " ↵ ")}`);
  }
  return { text: lines.join("\n"), isCut: false };
}

/** A step's phase as people say it. */
export const phaseWords: Readonly<Record<StepWire["phase"], string>> = {
  pending: "not yet",
  ready: "ready",
  awaiting_approval: "waits for approval",
  running: "running",
  rolling_back: "rolling back",
  verifying: "checking",
  succeeded: "succeeded",
  failed: "failed",
  rollback_available: "failed, can be rolled back",
  skipped: "skipped",
  manual_intervention: "needs a person",
  measuring: "its guards are read",
  settling: "settling",
  lost_contact: "lost contact",
  previewed: "previewed",
  rolled_back: "rolled back",
  left_in_place: "left in place",
};

const howItRuns: Readonly<Record<ApprovalWire["command"]["kind"], string>> = {
  shell: "as a bash script",
  words: "as one program, without a shell",
  action: "as a typed action",
};
