import { sayWholeSeconds } from "../words/index.ts";

const quietMs = 10 * 60_000;

/** What to say between two neighbours of a timeline when nothing happened for long; otherwise nothing. */
export function sayGap(one: string, other: string): string | undefined {
  const gapMs = Math.abs(Date.parse(one) - Date.parse(other));
  return gapMs < quietMs ? undefined : `${sayWholeSeconds(gapMs)} without an event`;
}
