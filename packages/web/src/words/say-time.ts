import { sayWholeSeconds } from "./say-duration.ts";

/** How far a moment lies from now: `just now`, `12 s ago`, `in 3 min 20 s`. */
export function sayDistance(at: Date, now: Date): string {
  const distanceMs = at.getTime() - now.getTime();
  if (Math.abs(distanceMs) < 1000) return "just now";
  return distanceMs < 0 ? `${sayWholeSeconds(-distanceMs)} ago` : `in ${sayWholeSeconds(distanceMs)}`;
}

/** When exactly, with the zone: `14:03:22 UTC`, and with the date when it is not today. */
export function sayMoment(at: Date, now: Date, timeZone?: string): string {
  const clock = format(at, { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" }, timeZone);
  const day = (date: Date) => format(date, { year: "numeric", month: "2-digit", day: "2-digit" }, timeZone);
  return day(at) === day(now) ? clock : `${day(at)} ${clock}`;
}

function format(at: Date, options: Intl.DateTimeFormatOptions, timeZone: string | undefined): string {
  // Swedish writes dates the ISO way: year first, and hours to 24.
  return new Intl.DateTimeFormat("sv-SE", { ...options, ...(timeZone !== undefined && { timeZone }) }).format(at);
}
