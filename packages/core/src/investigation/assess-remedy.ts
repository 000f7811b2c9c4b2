import { type Incident, keyOf, sayViolation, type Violation } from "../incident/index.ts";
import { observed } from "../invariant/index.ts";
import type { Remedy, RemedyResult } from "./investigation.ts";

type Verifying = Extract<Remedy, { readonly phase: "verifying" }>;

/**
 * What an action came to, by what the monitor has seen since: `undefined` while that is open. Whether it helped is never taken from the
 * action itself. What was to be mended must have held for its settling time, everything must have been seen, and nothing else may have begun.
 */
export function assessRemedy(
  { suggestion, before, mends, doneAt, settleMs, until }: Verifying,
  incident: Incident,
  now: Date,
): { readonly result: RemedyResult; readonly why: string } | undefined {
  if (mends.length === 0) return { result: "unknown", why: "nothing was violated that would show whether it helped" };
  const known = new Set(before.map(keyOf));
  const since = incident.violations.filter(
    (one) =>
      one.state === "violated" && !known.has(keyOf(one)) && one.confirmedAt > doneAt && one.invariant !== observed.name,
  );
  if (since.length > 0) return { result: "worse", why: `since then ${say(since)}` };
  const mended = new Set(mends.map(keyOf));
  const left = incident.violations.filter((one) => one.state !== "resolved" && mended.has(keyOf(one)));
  const blind = incident.violations.filter(
    ({ invariant, state }) => invariant === observed.name && state !== "resolved",
  );
  const hasSettled = now.getTime() - doneAt.getTime() >= settleMs;
  if (left.length === 0 && blind.length === 0 && hasSettled) {
    return { result: "helped", why: `${suggestion.verifiedBy.join(", ")} held again for the settling time` };
  }
  if (now < until) return undefined;
  if (blind.length > 0) return { result: "unknown", why: `it could not be seen whether it helped: ${say(blind)}` };
  const violated = left.filter(({ state }) => state === "violated");
  if (violated.length > 0) return { result: "unchanged", why: `it did not help: ${say(violated)}` };
  return { result: "unknown", why: `it does not hold for long enough: ${say(left)}` };
}

function say(violations: readonly Violation[]): string {
  return violations.map((one) => `${sayViolation(one)} is ${one.state} (${one.why})`).join("; ");
}
