import { unreachable } from "../outcome/index.ts";
import type { Invariant, Judgement } from "./invariant.ts";

/**
 * Where one invariant of one member stands.
 * - `holding`: nothing is wrong that was seen.
 * - `suspected`: violated, but not for its grace yet.
 * - `violated`: violated for its grace. This opens an incident, or joins one.
 * - `settling`: it holds again, but not for its settling time yet.
 */
export type Watched = {
  /** When it last began to be violated, oldest first: the newest few, which is all that flapping is told by. */
  readonly onsets: readonly Date[];
  /** Since when it could not be seen. That is never healthy, and changes nothing else. */
  readonly blindSince?: Date;
} & (
  | { readonly phase: "holding" }
  | { readonly phase: "suspected"; readonly since: Date }
  | {
      readonly phase: "violated";
      readonly since: Date;
      readonly confirmedAt: Date;
      /** It settled, and then could not be seen: violated once more, it has begun again. */
      readonly hasEased?: true;
    }
  | { readonly phase: "settling"; readonly since: Date; readonly confirmedAt: Date; readonly holdsSince: Date }
);

/** What just changed, where something did that others should know. `relapsed` is also what settled and cannot be seen any more. */
export type WatchChange = "confirmed" | "settling" | "relapsed" | "resolved";

export interface WatchStep {
  /** The state before itself, where nothing changed. */
  readonly next: Watched;
  readonly change?: WatchChange;
}

export type Timing = Pick<Invariant, "graceMs" | "settleMs">;

/** So many onsets within the window are flapping, and a flapping invariant has to hold for longer. */
const flapping = { onsets: 3, windowMs: 10 * 60_000, settleFactor: 4, mostSettleMs: 10 * 60_000 } as const;

/** Nothing is wrong, and nothing has been of late. */
export const unwatched: Watched = { phase: "holding", onsets: [] };

/** The next state after one judgement at `at`. Pure; `at` is when the look ended, and never goes back. */
export function watch(before: Watched, { verdict }: Pick<Judgement, "verdict">, timing: Timing, at: Date): WatchStep {
  switch (verdict) {
    case "unknown":
      return unseen(before, at);
    case "violated":
      return violated(seen(before), timing, at);
    case "holds":
      return held(seen(before), timing, at);
    default:
      return unreachable(verdict);
  }
}

/**
 * The state after a time in which nobody looked, such as a restart: nothing was seen to hold meanwhile, and nothing to be violated.
 * What settled begins to settle anew. What was suspected begins anew where all of its grace may lie in that time; it goes on
 * where it does not, so that a server that restarts again and again still finds what is wrong.
 */
export function resume(before: Watched, { graceMs }: Timing, at: Date): Watched {
  const onsets = before.onsets.every((onset) => onset <= at) ? before.onsets : before.onsets.filter((one) => one <= at);
  const blind = before.blindSince && { blindSince: at };
  switch (before.phase) {
    case "holding":
      return { phase: "holding", onsets, ...blind };
    case "suspected": {
      const waitedMs = at.getTime() - before.since.getTime();
      const since = waitedMs < 0 || waitedMs > graceMs ? at : before.since;
      return { phase: "suspected", since, onsets, ...blind };
    }
    case "violated":
      return { ...before, onsets, ...blind };
    case "settling":
      return { ...before, onsets, holdsSince: at };
    default:
      return unreachable(before);
  }
}

/** When it changes next if what was seen last goes on: the moment for a look that need not wait for its turn. */
export function nextMoment(watched: Watched, timing: Timing): Date | undefined {
  if (watched.phase === "suspected") return new Date(watched.since.getTime() + timing.graceMs);
  if (watched.phase === "settling") return new Date(watched.holdsSince.getTime() + settleMsOf(watched, timing));
  return undefined;
}

/** How long it has to hold: longer while it flaps. */
export function settleMsOf(watched: Watched, { settleMs }: Timing): number {
  if (!isFlapping(watched)) return settleMs;
  return Math.max(settleMs, Math.min(settleMs * flapping.settleFactor, flapping.mostSettleMs));
}

export function isFlapping({ onsets }: Watched): boolean {
  return onsets.length >= flapping.onsets;
}

function violated(before: Watched, timing: Timing, at: Date): WatchStep {
  switch (before.phase) {
    case "holding":
      return suspectedFor({ phase: "suspected", since: at, onsets: begunAgain(before.onsets, at) }, timing, at);
    case "suspected":
      return suspectedFor(before, timing, at);
    case "settling":
      return relapsed(before, at);
    case "violated":
      return before.hasEased ? relapsed(before, at) : { next: before };
    default:
      return unreachable(before);
  }
}

function relapsed({ since, confirmedAt, onsets }: Extract<Watched, { confirmedAt: Date }>, at: Date): WatchStep {
  return { next: { phase: "violated", since, confirmedAt, onsets: begunAgain(onsets, at) }, change: "relapsed" };
}

function suspectedFor(before: Extract<Watched, { phase: "suspected" }>, { graceMs }: Timing, at: Date): WatchStep {
  const { since, onsets } = before;
  if (at.getTime() - since.getTime() < graceMs) return { next: before };
  return { next: { phase: "violated", since, confirmedAt: at, onsets }, change: "confirmed" };
}

function held(before: Watched, timing: Timing, at: Date): WatchStep {
  switch (before.phase) {
    case "suspected":
      // Within its grace: it never counted.
      return { next: { phase: "holding", onsets: recent(before.onsets, at) } };
    case "violated": {
      const { since, confirmedAt, onsets } = before;
      return { next: { phase: "settling", since, confirmedAt, holdsSince: at, onsets }, change: "settling" };
    }
    case "settling":
      if (at.getTime() - before.holdsSince.getTime() < settleMsOf(before, timing)) return { next: before };
      return { next: { phase: "holding", onsets: recent(before.onsets, at) }, change: "resolved" };
    case "holding": {
      const onsets = recent(before.onsets, at);
      return { next: onsets === before.onsets ? before : { ...before, onsets } };
    }
    default:
      return unreachable(before);
  }
}

/** What cannot be seen is taken for neither better nor worse than it was: it confirms nothing, and nothing settles meanwhile. */
function unseen(before: Watched, at: Date): WatchStep {
  const blindSince = before.blindSince ?? at;
  if (before.phase === "settling") {
    const { since, confirmedAt, onsets } = before;
    const next = { phase: "violated", since, confirmedAt, onsets, blindSince, hasEased: true } as const;
    return { next, change: "relapsed" };
  }
  return { next: before.blindSince === undefined ? { ...before, blindSince } : before };
}

function seen(before: Watched): Watched {
  if (before.blindSince === undefined) return before;
  const { blindSince: _, ...rest } = before;
  return rest;
}

function begunAgain(onsets: readonly Date[], at: Date): readonly Date[] {
  return [...recent(onsets, at), at].slice(-flapping.onsets);
}

/** Itself where all of them are recent. */
function recent(onsets: readonly Date[], at: Date): readonly Date[] {
  const from = at.getTime() - flapping.windowMs;
  return onsets.every((onset) => onset.getTime() > from) ? onsets : onsets.filter((onset) => onset.getTime() > from);
}
