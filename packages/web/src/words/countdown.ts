import { sayWholeSeconds } from "./say-duration.ts";
import { sayMoment } from "./say-time.ts";

/** What is left until something expires, said twice: how long, and until when exactly. */
export interface Countdown {
  readonly state: "open" | "soon" | "over";
  readonly left: string;
  readonly until: string;
  readonly leftMs: number;
}

const soonMs = 60_000;

/** Counts down to `expiresAt`. In the last minute it is `soon`. */
export function countdown(expiresAt: Date, now: Date, timeZone?: string): Countdown {
  const leftMs = expiresAt.getTime() - now.getTime();
  const until = sayMoment(expiresAt, now, timeZone);
  if (leftMs <= 0) return { state: "over", left: `expired ${sayWholeSeconds(-leftMs)} ago`, until, leftMs };
  return { state: leftMs < soonMs ? "soon" : "open", left: `${sayWholeSeconds(leftMs)} left`, until, leftMs };
}
