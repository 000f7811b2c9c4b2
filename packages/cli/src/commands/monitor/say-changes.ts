import { drawLine } from "../../io/draw-text.ts";
import { memberMarks } from "../../standing/member-mark.ts";
import { sayStanding } from "../../standing/standing.ts";
import { sayValue, standingOf } from "./draw-watch.ts";
import type { Changes } from "./local-book.ts";

/** What a look changed, a line each, for where no table can be drawn. */
export function sayChanges({ members, rows, facts }: Changes, at: Date): readonly string[] {
  const time = at.toISOString().slice(11, 19);
  return [
    ...members.map(({ id, state, why = "" }) => `${memberMarks[state][1]}: ${id}${why && ` (${why})`}`),
    ...rows.map((row) => {
      const whose = row.member === undefined ? row.invariant : `${row.invariant} of ${row.member}`;
      const value = sayValue(row);
      return `${sayStanding(standingOf(row), at)[1]}: ${whose}: ${row.judgement.why}${value && `; ${value}`}`;
    }),
    ...facts.map(({ type, why, data }) => `${type}${sayIncident(data)}: ${why}`),
  ].map((line) => `${time}  ${drawLine(line)}`);
}

/** The same for a program, an object each. */
export function changeEvents({ members, rows, facts }: Changes, at: Date): readonly object[] {
  return [
    ...members.map(({ id, kind, state, why }) => ({ at, event: "member", id, kind, state, why })),
    ...rows.map(({ invariant, member, before, watched, judgement }) => ({
      ...{ at, event: "invariant", invariant, member, before },
      ...{ phase: watched.phase, ...judgement },
    })),
    ...facts.map(({ type, why, data }) => ({ at, event: type, why, ...data })),
  ];
}

function sayIncident({ incident }: Readonly<Record<string, unknown>>): string {
  return typeof incident === "object" && incident !== null && "id" in incident ? ` ${incident.id}` : "";
}
