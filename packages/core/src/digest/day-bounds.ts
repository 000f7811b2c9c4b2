import { OpsError } from "../outcome/index.ts";

/** A calendar day somewhere: from its first instant to the first of the next day, which is not of it. */
export interface DayBounds {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** A name of the IANA database. */
  readonly timeZone: string;
  readonly from: Date;
  readonly to: Date;
}

const hourMs = 3_600_000;

/**
 * When a day begins and ends in a time zone: 23 or 25 hours apart where clocks change. Throws `record.unknown_time_zone`
 * and `record.no_such_day`.
 */
export function dayBounds(day: string, timeZone: string): DayBounds {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // 2026-02-30 is read as the second of March.
  if (Number.isNaN(midnight) || isoDay(midnight) !== day) throw noSuchDay(day);
  const localDay = localDays(timeZone);
  const next = isoDay(midnight + 24 * hourMs);
  return {
    day,
    timeZone,
    from: firstInstant(day, midnight, localDay),
    to: firstInstant(next, midnight + 24 * hourMs, localDay),
  };
}

/** The day that it is somewhere. Throws `record.unknown_time_zone`. */
export function dayOf(now: Date, timeZone: string): string {
  return localDays(timeZone)(now.getTime());
}

/** Dates of ISO 8601 compare as texts. No zone is more than 15 hours from UTC. */
function firstInstant(day: string, utcMidnight: number, localDay: (at: number) => string): Date {
  let before = utcMidnight - 16 * hourMs;
  let notBefore = utcMidnight + 16 * hourMs;
  while (notBefore - before > 1) {
    const middle = Math.floor((before + notBefore) / 2);
    if (localDay(middle) >= day) notBefore = middle;
    else before = middle;
  }
  return new Date(notBefore);
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function localDays(timeZone: string): (at: number) => string {
  try {
    // Swedes write a date as ISO 8601 does.
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
    return (at) => format.format(at);
  } catch (cause) {
    throw new OpsError(`Cannot tell the days of ${JSON.stringify(timeZone)}: there is no such time zone`, {
      kind: "invalid",
      code: "record.unknown_time_zone",
      hint: "Give a name of the IANA database, such as Europe/Vienna, or UTC",
      cause,
    });
  }
}

function noSuchDay(day: string): OpsError {
  return new OpsError(`Cannot summarize ${JSON.stringify(day)}: there is no such day`, {
    kind: "invalid",
    code: "record.no_such_day",
    hint: "Give a day as YYYY-MM-DD, such as 2026-11-20",
  });
}
