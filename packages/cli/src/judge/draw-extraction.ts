import type { ExtractionWire, ParsedRunbookWire } from "@steadyhand/api";
import { drawCommand, drawLine } from "../io/draw-text.ts";
import type { Channel } from "../io/io.ts";
import { riskMark } from "../io/risk-mark.ts";
import { wrapMarked } from "../io/wrap.ts";
import { sayUse } from "./draw-second-key.ts";

/** What the model adds to the reading, apart from it: proposals with their places, and what was dropped and why. */
export function drawExtraction(extraction: ExtractionWire, { steps }: ParsedRunbookWire, channel: Channel): string {
  const { paint } = channel;
  if (extraction.state === "absent") {
    return `The model was not asked for more steps: ${drawLine(extraction.reason)} [${extraction.code}]`;
  }
  const { steps: added, variables, branches, dropped, by } = extraction;
  if (added.length + variables.length + branches.length + dropped.length === 0) {
    return `The model proposes nothing more ${paint("quiet", `(${sayUse(by)})`)}`;
  }
  const numberOf = (stepId: string | undefined) => steps.find(({ id }) => id === stepId)?.number;
  return [
    paint("strong", "Proposed by the model") + paint("quiet", ` ${sayUse(by)}`),
    "Each stands in the text, letter for letter. None is part of the runbook until a person takes it.",
    ...added.flatMap(({ title, command, judgement, after }) => [
      `+ ${drawLine(title)} ${paint("quiet", sayPlace(command.range, numberOf(after)))}`,
      wrapMarked(drawCommand(command.text), { columns: channel.columns(), indent: "     " }),
      `   ${riskMark(judgement.final, paint)}  scanner: ${riskMark(judgement.scanner, paint)}`,
    ]),
    ...variables.map(({ name, range }) => `+ variable ${drawLine(name)} ${paint("quiet", sayPlace(range))}`),
    ...branches.map(({ text, range }) => `+ condition "${drawLine(text)}" ${paint("quiet", sayPlace(range))}`),
    ...(dropped.length === 0 ? [] : ["", paint("strong", "Dropped: returned by the model, and not usable")]),
    ...dropped.map(({ kind, text, why }) => `- ${kind} "${drawLine(text)}": ${drawLine(why)}`),
  ].join("\n");
}

function sayPlace({ start, end }: { readonly start: number; readonly end: number }, after?: string): string {
  return `at ${start}-${end}${after === undefined ? "" : `, after step ${after}`}`;
}
