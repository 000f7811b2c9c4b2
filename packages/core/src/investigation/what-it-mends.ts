import type { Diagnosis, SuggestedAction } from "../diagnosis/index.ts";
import type { Incident, ViolationKey } from "../incident/index.ts";

/** What is violated when an action is proposed, and what of it the action must mend. */
export interface WhatItMends {
  readonly before: readonly ViolationKey[];
  readonly mends: readonly ViolationKey[];
}

/**
 * Of two faults at once each has an action of its own: what is violated on a member that another named cause struck is not this one's to
 * mend. Where nothing would be left by that, all of it is.
 */
export function whatItMends(
  { violations }: Pick<Incident, "violations">,
  { causes }: Pick<Diagnosis, "causes">,
  { member, verifiedBy }: Pick<SuggestedAction, "member" | "verifiedBy">,
): WhatItMends {
  const before = violations
    .filter(({ state }) => state !== "resolved")
    .map(({ invariant, member: of }): ViolationKey => ({ invariant, ...(of !== undefined && { member: of }) }));
  const verified = before.filter(({ invariant }) => verifiedBy.includes(invariant));
  const elsewhere = new Set(causes.flatMap(({ members }) => members).filter((struck) => struck !== member));
  const own = verified.filter(({ member: of }) => of === undefined || !elsewhere.has(of));
  return { before, mends: own.length > 0 ? own : verified };
}
