import type { ChangeOutcome, Environment, Level } from "../autonomy/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Promotion } from "./promotion.ts";
import type { Scope } from "./scope.ts";

/** One word on the level of a scope. The newest counts; the others say how it came there. */
export interface LevelChange {
  readonly scope: Scope;
  readonly level: Level;
  /** What counted before; absent when there was nothing. */
  readonly from?: Level;
  readonly how: "set" | "promoted" | "demoted";
  readonly by: Actor;
  readonly at: Date;
  readonly why: string;
}

/** One judged attempt, as levels see it. What a person did by hand or ended themselves is not among them. */
export interface CountedAttempt {
  readonly isError: boolean;
  /** The level that let it through. */
  readonly level: Level;
  readonly outcome: ChangeOutcome;
}

/** Counts of judged attempts. */
export interface Tally {
  readonly attempts: number;
  readonly errors: number;
  readonly worse: number;
}

/** What is known of one scope when its level is looked at. */
export interface LevelEvidence {
  readonly scope: Scope;
  /** What holds by somebody's word; absent where nobody gave one. */
  readonly standing?: { readonly level: Level; readonly since: Date };
  /** In the environment of the attempt that was just judged, since the level began: newest first, 100 at most. */
  readonly recent: readonly CountedAttempt[];
  /** Of all attempts since the level began: in the lab, and elsewhere. */
  readonly tally: { readonly lab: Tally; readonly elsewhere: Tally };
  /** Where attempts were made since the level began. */
  readonly environments: readonly Environment[];
  /** The newest one. */
  readonly offer?: Promotion;
}

/** How many recent attempts are looked at, at most. */
export const mostRecentAttempts = 100;
