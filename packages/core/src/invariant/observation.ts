/** One value that was read of a member, or of the whole where `member` is absent. */
export interface Sample {
  /** Lower case with underscores and a unit: `p99_ms`, `leader_count`. */
  readonly name: string;
  readonly member?: string;
  readonly value: number | string | boolean;
}

/** Something that could not be read. Nothing follows from its absence. */
export interface BlindSpot {
  /** The sample's name, or `members` where the list of members itself could not be had. */
  readonly what: string;
  readonly member?: string;
  /** What was asked, of whom, and what stood in the way. */
  readonly why: string;
}

/**
 * How a member stands. `leaving` is what somebody planned, such as a store that is drained; `unknown` could not be seen. A member that
 * is expected and in no list is `down`: the expected list is ours.
 */
export type MemberState = "up" | "down" | "leaving" | "unknown";

export interface SeenMember {
  /** As the expected list names it, or as the system does where it was not expected. */
  readonly id: string;
  readonly kind: string;
  readonly state: MemberState;
  /** Why it is said to be in that state, for people. */
  readonly why?: string;
}

/** One look at a subject, whole: what was seen and what could not be. */
export interface Observation {
  readonly startedAt: Date;
  /** Its age counts from here. */
  readonly endedAt: Date;
  readonly members: readonly SeenMember[];
  readonly samples: readonly Sample[];
  readonly blind: readonly BlindSpot[];
}
