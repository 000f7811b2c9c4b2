import type { StandingWire } from "@steadyhand/api";
import type { Standing } from "./standing.ts";

/** Where an invariant stands, as the API says it, with when it changes next if what was seen goes on. */
export function standingOf(
  { phase, verdict, since, holdsSince }: StandingWire,
  { graceMs, settleMs }: { readonly graceMs: number; readonly settleMs: number },
): Standing {
  const until =
    phase === "suspected" ? after(since, graceMs) : phase === "settling" ? after(holdsSince, settleMs) : undefined;
  return {
    phase: phase === "unknown" ? "holding" : phase,
    since: since === undefined ? undefined : new Date(since),
    until,
    isBlind: verdict === "unknown",
  };
}

function after(from: string | undefined, lengthMs: number): Date | undefined {
  return from === undefined ? undefined : new Date(Date.parse(from) + lengthMs);
}
