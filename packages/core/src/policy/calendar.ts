import type { Environment } from "../autonomy/index.ts";
import type { PolicyScope } from "./policy.ts";

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

/** Hours of some days of every week. */
export interface WeeklyTimes {
  readonly days: readonly Weekday[];
  /** `HH:MM`, included. */
  readonly from: string;
  /** `HH:MM`, not included. Not after `from`: it ends on the next day. */
  readonly to: string;
  /** A name of the IANA database; UTC when not given. */
  readonly timeZone?: string;
}

/** Two moments, in ISO 8601 with an offset; `to` is not included. */
export interface Dates {
  readonly from: string;
  readonly to: string;
}

/** Where something applies: every property that is given must match. Nothing given: everywhere. */
export interface Applies {
  readonly environments?: readonly Environment[];
  readonly projects?: readonly string[];
  readonly subjects?: readonly string[];
}

/** When changes may run by themselves. Where windows apply and none is open, a change waits for a person. */
export interface MaintenanceWindow extends Applies {
  readonly name: string;
  readonly when: WeeklyTimes;
}

/** When nothing is changed. */
export interface Freeze extends Applies {
  readonly name: string;
  readonly reason: string;
  readonly when: WeeklyTimes | Dates;
  /** `second_person`: a change runs once the target's name was typed and two people granted it. */
  readonly allows: "nothing" | "second_person";
}

/** Whether something holds in a scope. */
export function appliesTo({ environments, projects, subjects }: Applies, scope: PolicyScope): boolean {
  return (
    (environments?.includes(scope.environment) ?? true) &&
    (projects?.includes(scope.project) ?? true) &&
    (subjects?.includes(scope.subject) ?? true)
  );
}

/** Whether a time lies within; `undefined` when the times cannot be read. */
export function isWithin(when: WeeklyTimes | Dates, now: Date): boolean | undefined {
  return "days" in when ? isWithinWeek(when, now) : isWithinDates(when, now);
}

function isWithinDates({ from, to }: Dates, now: Date): boolean | undefined {
  const [begins, ends] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(begins) || Number.isNaN(ends)) return undefined;
  return begins <= now.getTime() && now.getTime() < ends;
}

function isWithinWeek({ days, from, to, timeZone = "UTC" }: WeeklyTimes, now: Date): boolean | undefined {
  const [begins, ends] = [minutesOf(from), minutesOf(to)];
  const local = localTime(timeZone, now);
  if (begins === undefined || ends === undefined || local === undefined) return undefined;
  const { day, minutes } = local;
  const dayBefore = weekdays[(weekdays.indexOf(day) + 6) % 7] as Weekday; // an index below 7
  if (begins < ends) return days.includes(day) && begins <= minutes && minutes < ends;
  return (days.includes(day) && begins <= minutes) || (days.includes(dayBefore) && minutes < ends);
}

function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = text.match(/^([01]\d|2[0-4]):([0-5]\d)$/) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return total <= 24 * 60 ? total : undefined;
}

/** Making one takes far longer than using it. Zones come from a policy that was checked: they are few. */
const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(timeZone: string, now: Date): { readonly day: Weekday; readonly minutes: number } | undefined {
  if (Number.isNaN(now.getTime())) return undefined;
  if (timeZone === "UTC") {
    const day = weekdays[(now.getUTCDay() + 6) % 7] as Weekday; // an index below 7
    return { day, minutes: now.getUTCHours() * 60 + now.getUTCMinutes() };
  }
  const parts = partsIn(timeZone, now);
  const day = weekdays.find((weekday) => weekday === parts?.weekday?.toLowerCase());
  if (parts === undefined || day === undefined) return undefined;
  return { day, minutes: Number(parts.hour) * 60 + Number(parts.minute) };
}

function partsIn(timeZone: string, now: Date): Partial<Record<string, string>> | undefined {
  try {
    const known = formats.get(timeZone) ?? newFormat(timeZone);
    if (formats.size < 1000) formats.set(timeZone, known);
    return Object.fromEntries(known.formatToParts(now).map(({ type, value }) => [type, value]));
  } catch (error) {
    // That is how `Intl` says that there is no such zone.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
}
