import { sha256Hex } from "../proposal/index.ts";

const minuteMs = 60_000;
const windowMs = 10 * minuteMs;
/** More failures of one step than these within ten minutes pause the run. */
const mostFailures = 2;

const firstDelayMs = 1000;
const longestDelayMs = minuteMs;

/** The failures of one step that the breaker still looks at, with a new one. */
export function failuresWith(earlier: readonly Date[], now: Date): readonly Date[] {
  return [...earlier.filter((at) => now.getTime() - at.getTime() < windowMs), now];
}

/** Whether one step failed so often that somebody has to look before anything goes on. */
export function tripsBreaker(failures: readonly Date[]): boolean {
  return failures.length > mostFailures;
}

/**
 * How long to wait before the next try, in milliseconds: 1 s after the first failure, twice as long after each further
 * one, at most 60 s. Up to a quarter of it is taken off by chance, told from `seed`: many runs that failed together do not
 * come back together.
 */
export function retryDelayMs(failures: number, seed: string): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1));
  const chance = Number.parseInt(sha256Hex(seed).slice(0, 8), 16) / 0xffffffff;
  return Math.max(firstDelayMs, Math.round(full * (1 - chance / 4)));
}
