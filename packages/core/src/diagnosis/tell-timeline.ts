import type { Attempted, Case, Standing } from "./case.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { Finding } from "./fault.ts";
import { on, quote, sayDuration } from "./say.ts";

type Entry = Diagnosis["timeline"][number];

/** Of a longer story the newest of it. */
const mostEntries = 50;

/** What happened, oldest first: when invariants began to be violated and to hold again, what was found, and what was done. */
export function tellTimeline(
  { standings, attempts }: Pick<Case, "standings" | "attempts">,
  findings: readonly Finding[],
) {
  const entries = [...standings.flatMap(ofStanding), ...findings.flatMap(ofFinding), ...attempts.map(ofAttempt)];
  return entries
    .toSorted((one, other) => one.at.getTime() - other.at.getTime() || (one.what < other.what ? -1 : 1))
    .slice(-mostEntries);
}

function ofStanding({ invariant: { name, graceMs }, judgement, watched }: Standing): readonly Entry[] {
  const which = `${name}${on(judgement.member)}`;
  const blind: readonly Entry[] =
    watched.blindSince === undefined ? [] : [{ at: watched.blindSince, what: `${which} could not be seen any more` }];
  const onsets = watched.onsets.map((at): Entry => ({ at, what: `${which} began to be violated` }));
  if (watched.phase === "holding" || watched.phase === "suspected") return [...onsets, ...blind];
  const grace = graceMs > 0 ? `, violated for ${sayDuration(graceMs)}` : "";
  const confirmed: Entry = { at: watched.confirmedAt, what: `${which} counted as violated${grace}` };
  const holds: readonly Entry[] =
    watched.phase === "settling" ? [{ at: watched.holdsSince, what: `${which} holds again` }] : [];
  return [...onsets, confirmed, ...holds, ...blind];
}

/** That an invariant is violated is told by its own standing. */
function ofFinding({ name, member, isThere, what, at }: Finding): readonly Entry[] {
  if (!isThere || name.startsWith("violated:")) return [];
  return [{ at, what: `${member === undefined ? "" : `${member}: `}${quote(what)}` }];
}

const results = {
  helped: "and it helped",
  did_not_help: "and it did not help",
  settling: "and what it came to is not known yet",
  unknown: "and what it came to is not known",
} as const satisfies Readonly<Record<Attempted["result"], string>>;

function ofAttempt({ action, parameters, at, result }: Attempted): Entry {
  const given = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  return {
    at,
    what: `${action}${given.length > 0 ? ` (${quote(given.join(", "))})` : ""} was done, ${results[result]}`,
  };
}
