import type { ParsedRunbookWire, RunbookStepWire, RunbookVariableWire } from "@steadyhand/api";
import { drawCommand, drawLine, drawProse } from "../io/draw-text.ts";
import type { Channel } from "../io/io.ts";
import { riskMark } from "../io/risk-mark.ts";
import { wrapMarked } from "../io/wrap.ts";

/** A runbook as read: what it needs first, its steps with what each could do, and where it is vague. */
export function drawRunbook(runbook: ParsedRunbookWire, channel: Channel): string {
  const { paint } = channel;
  const { steps, variables, prerequisites, ambiguities, title, format, sourceSha256 } = runbook;
  const asked = variables.filter(({ setBy }) => setBy === undefined);
  return [
    paint("strong", drawLine(title)),
    paint("quiet", `${steps.length} steps, read as ${format}, sha256 ${sourceSha256.slice(0, 12)}`),
    ...section(
      "Before you start",
      prerequisites.map(({ text }) => `- ${drawLine(text)}`),
      channel,
    ),
    ...section("To fill in", asked.map(drawVariable), channel),
    "",
    ...steps.map((step) => drawStep(step, { runbook, channel })),
    ...section(
      "Vague",
      ambiguities.map((one) => drawAmbiguity(one, runbook)),
      channel,
    ),
  ].join("\n");
}

function section(title: string, lines: readonly string[], { paint, columns }: Channel): string[] {
  if (lines.length === 0) return [];
  return ["", paint("strong", title), ...lines.map((line) => wrapMarked(line, { columns: columns(), indent: "  " }))];
}

function drawVariable({ name, type, uses, default: standard }: RunbookVariableWire): string {
  const given = standard === undefined ? "" : `, ${standard} unless you say otherwise`;
  return drawLine(`${name} (${type}${given}), used in ${uses.length} ${uses.length === 1 ? "place" : "places"}`);
}

function drawStep(
  step: RunbookStepWire,
  { runbook: { conditions }, channel }: { readonly runbook: ParsedRunbookWire; readonly channel: Channel },
): string {
  const { paint, columns } = channel;
  const condition = conditions.find(({ id }) => id === step.condition?.id);
  const branch = step.condition?.branch === "then" ? "if" : "unless";
  const lines = [`${paint("strong", `${step.number}.`)} ${drawLine(step.title)}`];
  if (condition) lines.push(paint("quiet", `   ${branch}: ${drawLine(condition.text)}`));
  if (step.command && step.judgement) {
    lines.push(wrapMarked(drawCommand(step.command.text), { columns: columns(), indent: "     " }));
    lines.push(`   ${riskMark(step.judgement.final, paint)}${firstReason(step.judgement, channel)}`);
    lines.push(...drawKeys(step.judgement, channel).map((line) => `   ${line}`));
  } else {
    lines.push(paint("quiet", "   by hand: the runbook gives no command"));
  }
  if (step.expect) lines.push(paint("quiet", `   expect: ${drawLine(step.expect.text)}`));
  if (step.rollback) lines.push(paint("quiet", `   undo: ${drawCommand(step.rollback.text).replaceAll("\n", " ↵ ")}`));
  return lines.join("\n");
}

type Judged = NonNullable<RunbookStepWire["judgement"]>;

function firstReason({ scanner, evidence, why }: Judged, { paint }: Channel): string {
  const deciding = evidence.find(({ risk }) => risk === scanner);
  return paint("quiet", `  ${drawLine(deciding?.why ?? why)}`);
}

/** Each key's own answer, where the model was asked; a page would repeat hundreds of times that it was not. */
function drawKeys({ scanner, secondKey }: Judged, { paint }: Channel): string[] {
  if (secondKey.state === "absent") {
    if (secondKey.code === "not_asked" || secondKey.code === "not_configured") return [];
    return [paint("quiet", `scanner ${riskMark(scanner, paint)}, no second key: ${drawLine(secondKey.reason)}`)];
  }
  const { risk, confidence, reason } = secondKey;
  const said = `scanner ${riskMark(scanner, paint)}, model ${riskMark(risk, paint)} (sure to ${Math.round(confidence * 100)} %)`;
  return [said, ...(reason.trim() === "" ? [] : [`┊ ${drawLine(reason.trim())}`])];
}

function drawAmbiguity(
  { text, missing, stepId }: ParsedRunbookWire["ambiguities"][number],
  { steps }: ParsedRunbookWire,
): string {
  const step = steps.find(({ id }) => id === stepId);
  return drawProse(`- ${step ? `step ${step.number}: ` : ""}"${text}" does not say ${missing}`).replaceAll("\n", " ");
}
