import type { ActorId, ExecutionId } from "../identity/index.ts";
import type { StepId } from "../runbook/index.ts";

/** The time that is looked at; `until` is not included. */
export interface Window {
  readonly since: Date;
  readonly until: Date;
}

/** Attempts of some time, and how many of them did not do what they were for. */
export interface ErrorCount {
  readonly attempts: number;
  readonly errors: number;
}

/** One hour in which runs were started, beside the same hour of the same weekday in the four weeks before it. */
export interface HourVolume {
  /** Its first instant. */
  readonly hour: Date;
  readonly started: number;
  /** In all of those weeks together. */
  readonly before: number;
  /** How many of those weeks the tenant has been here for, 0 to 4. */
  readonly weeks: number;
}

/** Somebody, and how long the record has known them. */
export interface KnownActor {
  readonly id: ActorId;
  readonly name: string;
  readonly knownSince: Date;
}

/** The first event of a person within an hour of the day. */
export interface ActiveHour {
  readonly actor: KnownActor;
  /** In UTC, 0 to 23. */
  readonly hour: number;
  readonly at: Date;
  readonly sequence: number;
  /** Whether they were active in that hour, or one beside it, on any of the `habitDays` days before the window. */
  readonly isUsual: boolean;
  /** On so many of those days they were active at all; 0 where it is usual, as nobody asks then. */
  readonly daysActive: number;
}

export interface AttemptKey {
  readonly executionId: ExecutionId;
  readonly stepId: StepId;
  readonly attempt: number;
}

/** Something that somebody's run did within the window, for the first time in it. */
export interface Use {
  readonly actor: KnownActor;
  readonly of: "action class" | "program";
  readonly name: string;
  readonly at: Date;
  readonly attempt: AttemptKey;
  /** Whether a run of theirs did it in the `habitDays` days before the window. */
  readonly wasUsed: boolean;
}

/** Attempts on one subject that failed one after another, the last of them within the window. */
export interface Streak {
  readonly subject: string;
  readonly length: number;
  readonly lastAt: Date;
  /** Oldest first; of a long one the last. */
  readonly attempts: readonly AttemptKey[];
}

/** What the record of one tenant says of a window and of the time before it. */
export interface AnomalyFacts {
  readonly window: Window;
  readonly errors: { readonly window: ErrorCount; readonly before: ErrorCount };
  readonly volumes: readonly HourVolume[];
  readonly activeHours: readonly ActiveHour[];
  readonly uses: readonly Use[];
  readonly streaks: readonly Streak[];
}

/** How far back a tenant's own history goes for shares and volumes. */
export const historyDays = 28;
/** How far back people's habits go. */
export const habitDays = 90;
/** The longest window that is looked at. */
export const longestWindowDays = 31;
