import type { SeenMember } from "@steadyhand/core/invariant";
import type { ExpectedMember } from "./subject.ts";

/**
 * Every member that is expected, as it was seen, and then those that were seen and not expected. One that the system's own list lacks
 * is down: the list that counts is ours. Only for a list that could be read; without it members are `unknown`.
 */
export function expectedIn(expected: readonly ExpectedMember[], seen: readonly SeenMember[]): readonly SeenMember[] {
  const byId = new Map(seen.map((member) => [member.id, member]));
  const ours = expected.map(
    ({ id, kind }): SeenMember =>
      byId.get(id) ?? { id, kind, state: "down", why: "it is expected, and it is in no list any more" },
  );
  const known = new Set(expected.map(({ id }) => id));
  return [...ours, ...seen.filter(({ id }) => !known.has(id))];
}
