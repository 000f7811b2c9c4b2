import type { Observation } from "./observation.ts";

/** What an invariant says of one member, or of the whole where `member` is absent, after one look. */
export interface Judgement {
  readonly member?: string;
  /** `unknown` when what it needs could not be seen: that is never healthy. */
  readonly verdict: "holds" | "violated" | "unknown";
  readonly value?: number | string | boolean;
  /** What the value is held against, for people: `<= 100 ms`. */
  readonly limit?: string;
  readonly why: string;
}

/** What must hold on a subject. */
export interface Invariant {
  /** Lower case with underscores: `counter_drift`. */
  readonly name: string;
  /** What must hold, as a claim: `Every node answers`. */
  readonly title: string;
  readonly severity: "critical" | "warning";
  /** For how long it must be violated before that counts: the `for` of an alert. */
  readonly graceMs: number;
  /** For how long it must hold before a violation is over; at least `leastSettleMs`. */
  readonly settleMs: number;
  /** Names of the samples that it needs. */
  readonly reads: readonly string[];
  /** One judgement for each member that it is about, or one for the whole. Pure. */
  judge(observation: Observation): readonly Judgement[];
}

/** Less would call a blink a recovery. */
export const leastSettleMs = 5_000;
