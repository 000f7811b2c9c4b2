import type {
  HandlingWire,
  IncidentDetailWire,
  InvestigationSummaryWire,
  InvestigationWire,
  ViolationWire,
} from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import { duration, moment } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { table } from "../../io/table.ts";
import { sayReasoner, sayRemedy } from "../../standing/say-diagnosis.ts";
import { drawDiagnosis } from "../investigations/draw-diagnosis.ts";
import { factLines } from "../investigations/fact-lines.ts";
import { markIncident } from "./mark-incident.ts";

interface Telling {
  /** The newest one, whole. */
  readonly investigation: InvestigationWire | undefined;
  readonly channel: Channel;
  readonly now: Date;
}

/** The story of an incident, in the order in which people ask: what, since when, why, what was done, what now. */
export function drawIncident(incident: IncidentDetailWire, { investigation, channel, now }: Telling): string {
  const { id, subject, title, openedAt, resolvedAt, resolvedBy, why, hold, violations, investigations, handling } =
    incident;
  const { paint } = channel;
  const [tone, mark] = markIncident(incident);
  const facts: (readonly [string, string])[] = [
    ["subject", subject],
    ["opened", moment(openedAt, now)],
    ...(hold ? [["held", `by ${drawLine(hold.by.name)} ${moment(hold.at, now)}: ${drawLine(hold.why)}`] as const] : []),
    ...(resolvedAt
      ? [
          [
            "resolved",
            `by ${drawLine(resolvedBy?.name ?? "")} ${moment(resolvedAt, now)}: ${drawLine(why ?? "")}`,
          ] as const,
        ]
      : []),
    ["next", sayHandling(handling, now)],
  ];
  const earlier = investigations.slice(0, -1);
  return [
    `${paint("strong", drawLine(title))}  ${id}`,
    paint(tone, mark),
    ...factLines(facts, channel),
    "",
    drawViolations(violations, now),
    ...(earlier.length > 0 ? ["", ...earlier.map((one) => drawEarlier(one, now))] : []),
    ...(investigation ? ["", drawLast(investigation, channel, now)] : []),
  ].join("\n");
}

function drawViolations(violations: readonly ViolationWire[], now: Date): string {
  const rows = violations.map((one) => {
    const { invariant, member = "", since, value, limit, why, times } = one;
    const held = limit === undefined ? "" : ` (${drawLine(limit)})`;
    return [
      `${invariant}${times > 1 ? `, ${times} times` : ""}`,
      drawLine(member),
      sayState(one, now),
      moment(since, now),
      value === undefined ? "" : `${drawLine(String(value))}${held}`,
      drawLine(why),
    ];
  });
  return table(["invariant", "member", "state", "began", "value", "why"], rows);
}

function sayState({ state, holdsSince, resolvedAt }: ViolationWire, now: Date): string {
  switch (state) {
    case "violated":
      return "✖ violated";
    case "settling":
      return `◑ holds for ${holdsSince ? duration(now.getTime() - Date.parse(holdsSince)) : "a moment"}`;
    case "resolved":
      return `● over${resolvedAt ? `, ${duration(now.getTime() - Date.parse(resolvedAt))} ago` : ""}`;
  }
}

/** What an earlier look came to, in one line. */
function drawEarlier(
  { id, reasoner, startedAt, diagnosis, remedy, stopped }: InvestigationSummaryWire,
  now: Date,
): string {
  const found = stopped
    ? `stopped by ${drawLine(stopped.by.name)}: ${drawLine(stopped.reason)}`
    : drawLine(diagnosis?.summary ?? "no finding");
  return `${id}  ${sayReasoner(reasoner)}, ${moment(startedAt, now)}: ${found}${remedy ? `; ${sayRemedy(remedy)}` : ""}`;
}

function drawLast(investigation: InvestigationWire, channel: Channel, now: Date): string {
  const { id, reasoner, phase, startedAt, turns, diagnosis, remedy, stopped, escalated } = investigation;
  const { paint } = channel;
  const facts: (readonly [string, string])[] = [
    [
      "looked",
      `${turns.length} ${turns.length === 1 ? "time" : "times"}; \`steady investigations show ${id}\` has each look`,
    ],
    ...(stopped ? [["stopped", `by ${drawLine(stopped.by.name)}: ${drawLine(stopped.reason)}`] as const] : []),
    ...(remedy ? [["action", `${sayRemedy(remedy)}; run ${remedy.executionId}`] as const] : []),
    ...(escalated ? [["a person", `was asked ${moment(escalated.at, now)}: ${drawLine(escalated.why)}`] as const] : []),
  ];
  return [
    `${paint("strong", `Looked into by ${sayReasoner(reasoner)}`)}  ${id}, ${phase}, since ${moment(startedAt, now)}`,
    ...factLines(facts, channel),
    ...(diagnosis ? [drawDiagnosis(diagnosis, channel)] : []),
  ].join("\n");
}

function sayHandling({ why, until, executionId, kind }: HandlingWire, now: Date): string {
  const when = until === undefined ? "" : `, ${moment(until, now)}`;
  const run = executionId === undefined ? "" : ` (${executionId})`;
  return `${kind === "rest" ? "nothing by itself" : kind}: ${drawLine(why)}${when}${run}`;
}
