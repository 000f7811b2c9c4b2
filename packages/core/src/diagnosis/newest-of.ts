import type { Finding } from "./fault.ts";

/**
 * The newest of all findings of the same name and member, in an order that does not depend on theirs: the same thing seen twice tells
 * no more than seen once. Of two at the same time that contradict each other the one that is there counts.
 */
export function newestOf(findings: readonly Finding[]): readonly Finding[] {
  const newest = new Map<string, Finding>();
  for (const finding of findings) {
    const spot = spotOf(finding);
    const other = newest.get(spot);
    if (other === undefined || isNewer(finding, other)) newest.set(spot, finding);
  }
  return [...newest].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, finding]) => finding);
}

/** One text for one place where a finding could be. */
export function spotOf({ name, member }: Pick<Finding, "name" | "member">): string {
  return JSON.stringify([name, member ?? null]);
}

function isNewer(one: Finding, other: Finding): boolean {
  const [at, before] = [one.at.getTime(), other.at.getTime()];
  return at > before || (at === before && one.isThere && !other.isThere);
}
