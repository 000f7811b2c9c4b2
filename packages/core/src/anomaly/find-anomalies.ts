import { binomialTail, highestShare } from "./binomial.ts";
import {
  type ActiveHour,
  type AnomalyFacts,
  type AttemptKey,
  type HourVolume,
  habitDays,
  historyDays,
  type KnownActor,
  type Streak,
  type Use,
  type Window,
} from "./facts.ts";

export type AnomalyKind = "error_rate" | "volume" | "unusual_hour" | "first_use" | "failures_in_a_row";

/** Which events of the record caused it. */
export type Cause =
  | { readonly type: "errors"; readonly window: Window }
  | { readonly type: "started"; readonly window: Window }
  | { readonly type: "event"; readonly sequence: number }
  | { readonly type: "attempts"; readonly attempts: readonly AttemptKey[] };

/** Something that a tenant's own history does not explain. It is a reason to look, and decides nothing. */
export interface Anomaly {
  readonly kind: AnomalyKind;
  /** When it was complete. */
  readonly at: Date;
  /** What was seen beside what was to be expected, in a sentence. */
  readonly says: string;
  readonly cause: Cause;
}

/** Of a thousand windows in which all is as ever, so many may be named for their errors, and so many for an hour's volume. */
export const falseAlarmsPerWindow = 0.001;
/** Fewer attempts than these in the window say nothing. */
export const fewestAttempts = 8;
/** Fewer than these before it are no history. */
const fewestBefore = 20;
/** An hour is unusual for somebody who has been known for so long, and was active on so many days of it. */
export const hourKnownDays = 14;
export const hourActiveDays = 5;
/** A first use is worth a word from somebody who has been known for so long. */
export const useKnownDays = 7;
/** So many failures of one subject after another are. */
export const failuresInARow = 3;

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const sittingMs = 2 * hourMs;

/** Everything in a window that its tenant's history does not explain, newest first. */
export function findAnomalies(facts: AnomalyFacts): readonly Anomaly[] {
  const { window, volumes, activeHours, uses, streaks } = facts;
  const hours = Math.max(1, Math.ceil((window.until.getTime() - window.since.getTime()) / hourMs));
  return [
    ...errorRate(facts),
    ...volumes.flatMap((volume) => volumeOf(volume, hours)),
    ...unusualHours(activeHours),
    ...uses.flatMap(firstUse),
    ...streaks.flatMap(failures),
  ].sort((one, other) => other.at.getTime() - one.at.getTime());
}

function errorRate({ window, errors }: Pick<AnomalyFacts, "window" | "errors">): Anomaly[] {
  const { window: now, before } = errors;
  if (now.attempts < fewestAttempts || before.attempts < fewestBefore) return [];
  // With the highest share that the history allows: a short one must not make an alarm of its own uncertainty.
  const expected = highestShare(before.attempts, before.errors);
  if (binomialTail(now.attempts, now.errors, expected) >= falseAlarmsPerWindow) return [];
  const says =
    `${now.errors} of ${now.attempts} attempts did not do what they were for (${percent(now)}); in the ${historyDays} days ` +
    `before, ${before.errors} of ${before.attempts} did not (${percent(before)})`;
  return [{ kind: "error_rate", at: window.until, says, cause: { type: "errors", window } }];
}

/**
 * Two Poisson counts with one mean: of all the starts, this hour's are a binomial share of one in all the hours compared.
 * That needs no guess at the mean, however few the weeks are.
 */
function volumeOf({ hour, started, before, weeks }: HourVolume, hoursLooked: number): Anomaly[] {
  if (weeks === 0) return [];
  if (binomialTail(started + before, started, 1 / (weeks + 1)) >= falseAlarmsPerWindow / hoursLooked) return [];
  const until = new Date(hour.getTime() + hourMs);
  const usual = (before / weeks).toFixed(1);
  const says =
    `${started} runs were started from ${clockOf(hour)} to ${clockOf(until)} UTC; in that hour of the week it was ${usual} ` +
    `on the average of the ${weeks === 1 ? "week" : `${weeks} weeks`} before`;
  return [{ kind: "volume", at: until, says, cause: { type: "started", window: { since: hour, until } } }];
}

/** Hours that follow one another are one sitting, and named once. */
function unusualHours(activeHours: readonly ActiveHour[]): Anomaly[] {
  const unusual = activeHours.filter(isUnusual).sort((one, other) => one.at.getTime() - other.at.getTime());
  const latest = new Map<string, Date>();
  return unusual.flatMap((active) => {
    const before = latest.get(active.actor.id);
    latest.set(active.actor.id, active.at);
    const isSameSitting = before !== undefined && active.at.getTime() - before.getTime() <= sittingMs;
    return isSameSitting ? [] : [unusualHour(active)];
  });
}

function isUnusual({ actor, at, isUsual, daysActive }: ActiveHour): boolean {
  return !isUsual && daysActive >= hourActiveDays && knownDays(actor, at) >= hourKnownDays;
}

function unusualHour({ actor, hour, at, sequence, daysActive }: ActiveHour): Anomaly {
  const from = String(hour).padStart(2, "0");
  const says =
    `${actor.name} was active at ${clockOf(at)} UTC; on ${daysActive} active days of the ${habitDays} before, never ` +
    `between ${from}:00 and ${from}:59 nor in an hour beside it`;
  return { kind: "unusual_hour", at, says, cause: { type: "event", sequence } };
}

function firstUse({ actor, of, name, at, attempt, wasUsed }: Use): Anomaly[] {
  if (wasUsed || knownDays(actor, at) < useKnownDays) return [];
  const effect = name === "unknown" ? "something that no table knows" : `something that ${name}`;
  const what = of === "program" ? `used the program ${name}` : `did ${effect}`;
  const says = `A run of ${actor.name} ${what}; none of theirs had in the ${habitDays} days before`;
  return [{ kind: "first_use", at, says, cause: { type: "attempts", attempts: [attempt] } }];
}

function failures({ subject, length, lastAt, attempts }: Streak): Anomaly[] {
  if (length < failuresInARow) return [];
  const says = `${length} attempts on ${subject} failed one after another`;
  return [{ kind: "failures_in_a_row", at: lastAt, says, cause: { type: "attempts", attempts } }];
}

function knownDays({ knownSince }: KnownActor, at: Date): number {
  return (at.getTime() - knownSince.getTime()) / dayMs;
}

function percent({ attempts, errors }: { readonly attempts: number; readonly errors: number }): string {
  return `${((100 * errors) / attempts).toFixed(1)} %`;
}

/** `2026-11-20 03:00` */
function clockOf(at: Date): string {
  return at.toISOString().slice(0, 16).replace("T", " ");
}
