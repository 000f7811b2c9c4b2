import type { Episode } from "./case.ts";
import type { Fault } from "./fault.ts";

/** So many times in a row it must have healed itself before that is its habit. */
const leastEpisodes = 3;

/**
 * Within which a fault usually heals itself: what its description says, or else the longest of its last three times where all of them
 * ended by themselves. `undefined` where it does not, or where nobody knows.
 */
export function healsByItselfMs({ name, healsWithinMs }: Fault, episodes: readonly Episode[]): number | undefined {
  if (healsWithinMs !== undefined) return healsWithinMs;
  const last = episodes
    .filter(({ cause }) => cause === name)
    .toSorted((one, other) => other.endedAt.getTime() - one.endedAt.getTime())
    .slice(0, leastEpisodes);
  if (last.length < leastEpisodes || last.some(({ endedBy }) => endedBy !== "itself")) return undefined;
  return Math.max(...last.map(({ startedAt, endedAt }) => endedAt.getTime() - startedAt.getTime()));
}
