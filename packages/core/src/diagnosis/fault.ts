/**
 * Something that an observation, a log or a check can show, named for the fault library: `violated:node_down`, `log:redis_timeout`,
 * `sample:stale_cache`. The subject's `findings` say which of them there are. Behind the colon stands what people read.
 */
export type FindingName = string;

/** What was looked for, and whether it was there. What could not be looked at is not a finding. */
export interface Finding {
  readonly name: FindingName;
  readonly member?: string;
  readonly isThere: boolean;
  /** What was seen, for people; never a command. It is shown where the finding is there, and where an invariant holds. */
  readonly what: string;
  /** When it was seen. Of several looks at the same thing the newest counts. */
  readonly at: Date;
}

/** A repair that a fault suggests: an action of the subject, its parameters taken from trusted state alone. */
export interface Repair {
  readonly action: string;
  /**
   * Of the affected member. `{{member}}` stands for its id, and may stand within a longer text. `{{sample:NAME}}` stands for what it
   * shows, or else the whole, and stands alone: it gives the sample's own value, a number as a number. A text fills it only while it
   * is a plain word (letters, digits and `_.:@+/-`, 128 at most, beginning with a letter, digit or `_`), so that no sentence that was
   * read becomes a parameter, and no option.
   */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly predicted: string;
  readonly risks: readonly string[];
}

/** One way in which a subject breaks: what shows it, how likely it is, and what mends it. */
export interface Fault {
  readonly name: string;
  /** A short claim that a member's name can follow: `A node is down`. */
  readonly title: string;
  /** Its share among all faults of the subject, whichever member it strikes; they are scaled to one. Above 0. */
  readonly prior: number;
  /** Kinds of members that it strikes; without any, it strikes the whole. */
  readonly strikes?: readonly string[];
  /**
   * How likely it brings about each finding on the member that it struck, or on the whole. What is not named is as likely as
   * without any fault; a fault cannot make a finding rarer.
   */
  readonly shows: Readonly<Record<FindingName, number>>;
  /** The same on all other members. */
  readonly spreads?: Readonly<Record<FindingName, number>>;
  /** Within which it usually heals itself. Absent where it does not. */
  readonly healsWithinMs?: number;
  /** How it brings about what is seen. */
  readonly why: string;
  readonly repairs: readonly Repair[];
}
