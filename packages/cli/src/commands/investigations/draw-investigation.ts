import type { InvestigationWire, TurnWire } from "@steadyhand/api";
import { drawLine, drawProse } from "../../io/draw-text.ts";
import { duration, moment } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { wrapMarked } from "../../io/wrap.ts";
import { sayCall, sayReasoner, sayRemedy } from "../../standing/say-diagnosis.ts";
import { drawDiagnosis } from "./draw-diagnosis.ts";
import { factLines } from "./fact-lines.ts";

const endings: Readonly<Record<NonNullable<InvestigationWire["because"]>, string>> = {
  concluded: "it came to its end",
  turns: "all of its looks were used up",
  time: "its time was over",
  tokens: "all of its tokens were used up",
  money: "its money was used up",
  repeated_calls: "it asked the same again and again",
  reasoner_failed: "the reasoner could not go on",
};

/** One investigation whole: each look with what it answered, what people said to it, what it found and what came of that. */
export function drawInvestigation(
  investigation: InvestigationWire,
  channel: Channel,
  now: Date,
  { isFull = false }: { readonly isFull?: boolean } = {},
): string {
  const { id, incidentId, subject, reasoner, phase, startedBy, startedAt, endedAt, why, because, stopped } =
    investigation;
  const { turns, told, diagnosis, remedy, escalated, used, budget } = investigation;
  const { paint } = channel;
  const cost =
    used.tokens > 0 ? `, ${used.tokens} of ${budget.tokens} tokens, $${(used.microUsd / 1e6).toFixed(4)}` : "";
  const facts: (readonly [string, string])[] = [
    ["incident", `${incidentId} of ${subject}`],
    ["begun", `by ${drawLine(startedBy.name)} ${moment(startedAt, now)}: ${drawLine(why)}`],
    ...(endedAt ? [["ended", `${moment(endedAt, now)}${because ? `: ${endings[because]}` : ""}`] as const] : []),
    ...(stopped ? [["stopped", `by ${drawLine(stopped.by.name)}: ${drawLine(stopped.reason)}`] as const] : []),
    ["used", `${turns.length} of ${budget.turns} looks${cost}`],
    ...told.map(
      ({ by, at, text }) => ["was told", `by ${drawLine(by.name)} ${moment(at, now)}: ${drawLine(text)}`] as const,
    ),
    ...(remedy ? [["action", `${sayRemedy(remedy)}; run ${remedy.executionId}`] as const] : []),
    ...(escalated ? [["a person", `was asked ${moment(escalated.at, now)}: ${drawLine(escalated.why)}`] as const] : []),
  ];
  return [
    `${paint("strong", `Looked into by ${sayReasoner(reasoner)}`)}  ${id}, ${phase}`,
    ...factLines(facts, channel),
    ...turns.flatMap((turn) => ["", ...drawTurn(turn, channel, isFull)]),
    ...(diagnosis ? ["", drawDiagnosis(diagnosis, channel)] : []),
  ].join("\n");
}

const shownLines = 6;

/** What was answered is data that was read from the system under care: it stands apart, and nothing in it is ours. */
export function drawTurn(turn: TurnWire, channel: Channel, isFull: boolean): readonly string[] {
  const { number, tool, arguments: given, why, askedAt, answer } = turn;
  const { paint, columns } = channel;
  const head = `${paint("strong", `${number}. ${sayCall(tool, given)}`)}  ${paint("quiet", drawLine(why))}`;
  if (answer === undefined) return [head, "  it is under way"];
  const long = duration(Date.parse(answer.endedAt) - Date.parse(askedAt));
  const facts = `  ${answer.outcome} in ${long}, ${answer.characters} characters, sha256 ${answer.sha256.slice(0, 12)}…`;
  const lines = wrapMarked(drawProse(answer.text), { columns: columns(), indent: "    │ " }).split("\n");
  const shown = isFull ? lines : lines.slice(0, shownLines);
  const isCut = shown.length < lines.length || !answer.isWhole;
  return [head, facts, ...shown, ...(isCut ? [`    ┊ there is more of it: --turn ${number}`] : [])];
}
