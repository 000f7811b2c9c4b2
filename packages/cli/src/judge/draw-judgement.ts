import type { EvidenceWire, JudgementWire } from "@steadyhand/api";
import { drawCommand, drawLine } from "../io/draw-text.ts";
import type { Channel } from "../io/io.ts";
import { riskMark } from "../io/risk-mark.ts";
import { wrapMarked } from "../io/wrap.ts";
import { drawSecondKey } from "./draw-second-key.ts";

interface Judged {
  /** The text that the evidence points into. */
  readonly text?: string | undefined;
  readonly channel: Channel;
}

/** The final risk and why, then each key's answer apart, the scanner's with the part of `text` that each reason is about. */
export function drawJudgement(judgement: JudgementWire, judged: Judged): string {
  const { scanner, final, evidence, why, mergeRule, scannerVersion, secondKey } = judgement;
  const { paint } = judged.channel;
  return [
    `${riskMark(final, paint)}   ${drawLine(why)} ${paint("quiet", `(merge rule ${mergeRule})`)}`,
    `  Scanner     ${riskMark(scanner, paint)} ${paint("quiet", `version ${scannerVersion}`)}`,
    ...inOrder(evidence).flatMap((one) => drawEvidence(one, judged)),
    ...drawSecondKey(secondKey, judged.channel),
    ...drawRollback(judgement, judged.channel),
  ].join("\n");
}

/** As they stand in the text, whoever found them first. */
function inOrder(evidence: readonly EvidenceWire[]): EvidenceWire[] {
  return evidence.toSorted((one, other) => one.range.start - other.range.start || other.range.end - one.range.end);
}

function drawEvidence(one: EvidenceWire, { text = "", channel }: Judged): string[] {
  const { paint } = channel;
  const found = quoteRange(text.slice(one.range.start, one.range.end));
  const place = `${one.range.start}-${one.range.end}`;
  const lines = hang(
    `${riskMark(one.risk, paint)}${" ".repeat(markColumns - one.risk.length)}`,
    `${drawLine(one.why)}${found} [${one.rule}, ${place}]`,
    channel,
  );
  const effect = sayEffect(one);
  if (effect !== "") lines.push(...hang("", effect, channel).map((line) => paint("quiet", line)));
  if (one.instead !== undefined) lines.push(...hang("", `Safer: ${drawLine(one.instead)}`, channel));
  return lines;
}

/** As wide as the widest mark before a reason, within whatever it is drawn in. */
const indentColumns = 17;
/** The longest word of a risk, and two columns of air. */
const markColumns = "dangerous".length + 2;
const indent = " ".repeat(indentColumns);

function hang(head: string, line: string, { columns }: Channel): string[] {
  const room = columns();
  const [first = "", ...rest] = wrapMarked(line, {
    columns: room === undefined ? undefined : room - indentColumns,
  }).split("\n");
  return [head === "" ? indent + first : `    ${head}${first}`, ...rest.map((more) => indent + more)];
}

const reachWords = { one: "one object", many: "what it selects", all: "everything there is" } as const;

/** What a table says that it does to the world: nothing where it says nothing. */
function sayEffect({ effect, reach, isReversible }: EvidenceWire): string {
  if (effect === undefined) return "";
  const far = reach === undefined ? "" : `, ${reachWords[reach]}`;
  const isReading = effect === "reads" || effect === "reveals";
  const back =
    isReversible === undefined || isReading ? "" : isReversible ? "; can be taken back" : "; cannot be taken back";
  return `${effect}${far}${back}`;
}

const mostQuoted = 60;

function quoteRange(found: string): string {
  if (found === "") return "";
  const line = drawLine(found);
  return `  in: ${line.length > mostQuoted ? `${line.slice(0, mostQuoted - 1)}…` : line}`;
}

const toldBy = { scanner: "told from the tables", model: "proposed by the model" } as const;

function drawRollback({ suggestedRollback }: JudgementWire, { paint }: Channel): string[] {
  if (suggestedRollback === undefined) return [];
  const { text, from, risk } = suggestedRollback;
  const command = drawCommand(text, paint).replaceAll("\n", " ↵ ");
  return [`  To undo     ${command}`, `              ${riskMark(risk, paint)}, ${toldBy[from]}`];
}
