import type { Invariant, Judgement } from "./invariant.ts";
import type { Observation } from "./observation.ts";
import type { Timing } from "./watch.ts";

/** What must hold of every subject, whatever else does: that it can be seen. */
export const observed = {
  name: "observed",
  title: "It can be seen",
  /** One look that fails is a blink. */
  leastGraceMs: 10_000,
  settleMs: 10_000,
} as const;

/** What the invariants of one look came to: of each, its judgements by member; of the whole where the member is empty. */
export type JudgedBy = ReadonlyMap<Invariant, ReadonlyMap<string, Judgement>>;

/** Something that cannot be seen: the whole, or one member. */
export interface Blindness {
  /** Empty for the whole. */
  readonly member: string;
  readonly why: string;
  /** It may be blind for as long as the least patient of the invariants that cannot be judged may be violated. */
  readonly timing: Timing;
  readonly severity: Invariant["severity"];
}

/** Of a look that failed or was stale: nothing of it was seen. */
export function blindToAll(invariants: readonly Invariant[], why: string): Blindness {
  return { member: "", why, timing: observedTiming(invariants), severity: "critical" };
}

/**
 * What a look that succeeded could not see. A member that was seen to be down or about to leave is not blind where something of it
 * cannot be read: that it is down is said already.
 */
export function blindnesses(judged: JudgedBy, { members }: Observation): readonly Blindness[] {
  const excused = new Set(members.filter(({ state }) => state === "down" || state === "leaving").map(({ id }) => id));
  const blind = new Map<string, { readonly invariants: Invariant[]; readonly why: string }>();
  for (const [invariant, judgements] of judged) {
    for (const [member, { verdict, why }] of judgements) {
      if (verdict !== "unknown" || excused.has(member)) continue;
      const known = blind.get(member) ?? { invariants: [], why: `${invariant.name} cannot be judged: ${why}` };
      known.invariants.push(invariant);
      blind.set(member, known);
    }
  }
  return [...blind].map(([member, { invariants, why }]) => ({
    member,
    why: invariants.length > 1 ? `${why}; nor can ${invariants.length - 1} more be` : why,
    timing: observedTiming(invariants),
    severity: member === "" ? "critical" : "warning",
  }));
}

/** Of `observed`, where so many invariants cannot be judged. */
export function observedTiming(invariants: readonly Invariant[]): Timing {
  const least = invariants.length === 0 ? 0 : Math.min(...invariants.map(({ graceMs }) => graceMs));
  return { graceMs: Math.max(observed.leastGraceMs, least), settleMs: observed.settleMs };
}
