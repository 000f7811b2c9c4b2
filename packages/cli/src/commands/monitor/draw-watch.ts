import type { Incident } from "@steadyhand/core/incident";
import { nextMoment, type Watched } from "@steadyhand/core/invariant";
import { drawLine } from "../../io/draw-text.ts";
import { duration } from "../../io/duration.ts";
import type { Paint } from "../../io/paint.ts";
import { table } from "../../io/table.ts";
import { memberMarks } from "../../standing/member-mark.ts";
import { type Standing, sayStanding } from "../../standing/standing.ts";
import type { LocalBook, Row } from "./local-book.ts";

export interface WatchView {
  readonly name: string;
  readonly book: LocalBook;
  /** When it was looked last, and how often. */
  readonly lookedAt: Date | undefined;
  readonly looks: number;
}

/** Everything that is known of a subject that is watched in this process, as lines. */
export function drawWatch({ name, book, lookedAt, looks }: WatchView, paint: Paint, now: Date): readonly string[] {
  const seen = lookedAt ? `look ${looks}, ${duration(now.getTime() - lookedAt.getTime())} ago` : "looking";
  const members = book.members().map(({ id, kind, state, why = "" }) => {
    const [tone, mark] = memberMarks[state];
    return [drawLine(id), kind, paint(tone, mark), drawLine(why)];
  });
  const invariants = book.rows().map((row) => {
    const [tone, text] = sayStanding(standingOf(row), now);
    return [row.invariant, drawLine(row.member ?? ""), paint(tone, text), sayValue(row), drawLine(row.judgement.why)];
  });
  const incidents = book.incidents().map((one) => drawIncident(one, paint, now));
  return [
    `${paint("strong", name)}: ${seen}; nothing of this is kept`,
    ...(members.length > 0 ? ["", ...table(["member", "kind", "state", "why"], members).split("\n")] : []),
    ...(invariants.length > 0
      ? ["", ...table(["invariant", "member", "stands", "value", "why"], invariants).split("\n")]
      : []),
    ...(incidents.length > 0 ? ["", ...incidents] : []),
  ];
}

function drawIncident(incident: Incident, paint: Paint, now: Date): string {
  const { id, phase, severity, title, openedAt } = incident;
  const ended = incident.phase === "resolved" ? incident.resolvedAt : now;
  const long = duration(ended.getTime() - openedAt.getTime());
  const tone = phase === "resolved" ? "safe" : severity === "critical" ? "dangerous" : "caution";
  return `${id}  ${paint(tone, phase === "resolved" ? `● resolved after ${long}` : `✖ ${severity}, ${phase} for ${long}`)}  ${drawLine(title)}`;
}

export function standingOf({ watched, timing }: Pick<Row, "watched" | "timing">): Standing {
  return {
    phase: watched.phase,
    since: sinceOf(watched),
    until: nextMoment(watched, timing),
    isBlind: watched.blindSince !== undefined,
  };
}

function sinceOf(watched: Watched): Date | undefined {
  return watched.phase === "holding" ? undefined : watched.since;
}

export function sayValue({ judgement: { value, limit } }: Row): string {
  const said = value === undefined ? "" : drawLine(typeof value === "number" ? sayNumber(value) : String(value));
  return limit === undefined ? said : `${said} (${drawLine(limit)})`;
}

function sayNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}
