import type { AttemptWire, ExecutionWire, OutputsWire, PreviewWire, StepWire } from "@steadyhand/api";
import { drawLine } from "../io/draw-text.ts";
import { moment } from "../io/duration.ts";
import type { Channel } from "../io/io.ts";
import { riskMark } from "../io/risk-mark.ts";
import { commandText, drawCommandText } from "./draw-command-text.ts";
import { drawSituation, phaseWords } from "./draw-situation.ts";
import { createOutputLines } from "./output-lines.ts";
import { situationOf } from "./situation.ts";

/** An execution as it stands: its steps with their output, and what it waits for. */
export function drawExecution(
  execution: ExecutionWire,
  { outputs, channel, now }: { readonly outputs: OutputsWire; readonly channel: Channel; readonly now: Date },
): string {
  const { id, runbook, phase, environment, targetName, subject, project, level, startedBy, startedAt } = execution;
  const { paint } = channel;
  const waits = drawSituation(situationOf(execution), { channel, execution, now }).text;
  return [
    `${paint("strong", drawLine(runbook.title))}  ${id}`,
    `${phase.replaceAll("_", " ")} on ${targetName} (${environment}, L${level}), started by ${drawLine(startedBy.name)} ${moment(startedAt, now)}`,
    `subject ${subject} of project ${project}`,
    "",
    ...execution.steps.flatMap((step) => drawStep(step, outputs, channel)),
    ...(waits === "" ? [] : [waits]),
  ].join("\n");
}

function drawStep(step: StepWire, { steps }: OutputsWire, channel: Channel): string[] {
  const { number, title, phase, why, judgement } = step;
  const { paint } = channel;
  const risk = judgement ? `  ${riskMark(judgement.final, paint)}` : "";
  // A preview says why by itself, with all that stands behind it.
  const reason = why === undefined || step.preview ? "" : paint("quiet", `: ${drawLine(why)}`);
  const text = step.editedCommand ?? step.resolvedText ?? step.command?.text;
  const attempts = steps.find(({ stepId }) => stepId === step.id)?.attempts ?? [];
  return [
    `${paint("strong", `${number}. ${drawLine(title)}`)}  ${phaseWords[phase]}${reason}${risk}`,
    ...(text === undefined ? [] : [drawCommandText(text, channel).drawn]),
    ...(step.preview ? drawPreview(step.preview, channel) : []),
    ...(step.readings ?? []).map(({ guard, result }) => `  ${drawLine(guard)} ${result.replaceAll("_", " ")}`),
    ...attempts.map((attempt) => drawAttempt(attempt, number, channel)),
  ];
}

const wouldWords: Readonly<Record<PreviewWire["would"], string>> = {
  run: "would run by itself",
  approve: "would wait for a person's yes",
  by_hand: "would be left to a person's hand",
  refuse: "would not run",
};

/** What a dry run found: what would happen, and why. */
function drawPreview({ would, why, decision, rollback, guards }: PreviewWire, { paint }: Channel): string[] {
  const undo = rollback ? drawLine(commandText(rollback.command)) : "the runbook gives none";
  return [
    `  ${paint("strong", wouldWords[would])}: ${drawLine(why)}`,
    ...(decision?.caps ?? []).map(({ name, level, reason }) =>
      paint("quiet", `    ${name} L${level}: ${drawLine(reason)}`),
    ),
    ...(decision ? [`  ${paint("quiet", "rollback".padEnd(13))}${undo}`] : []),
    ...guards.map(
      ({ name, command }) =>
        `  ${paint("quiet", "guard".padEnd(13))}${drawLine(name)}: ${drawLine(commandText(command))}`,
    ),
  ];
}

function drawAttempt(
  { attempt, guard, outcome, exitCode, stdout, stderr }: AttemptWire,
  number: string,
  channel: Channel,
) {
  const lines = createOutputLines(channel.columns);
  const drawn = (["stdout", "stderr"] as const).map((stream) => {
    const { text, truncated, bytes, keptBytes, unreadable } = stream === "stdout" ? stdout : stderr;
    const cut = truncated ? `${number} … ${bytes - keptBytes} bytes more were counted and not kept\n` : "";
    const gone = unreadable ? `${number} ! ${drawLine(unreadable.why)} [${unreadable.code}]\n` : "";
    return lines.draw({ stream, text }, number) + lines.flush() + gone + cut;
  });
  const status = exitCode === undefined ? "" : `, exit status ${exitCode}`;
  const what = guard === undefined ? `try ${attempt}` : `guard ${drawLine(guard)}`;
  return `  ${what}: ${outcome.replaceAll("_", " ")}${status}\n${drawn.join("")}`.trimEnd();
}
