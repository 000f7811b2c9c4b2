import type { ApprovalWire } from "@steadyhand/api";

/** Whose yes is still wanted, a line each: `Wanted: 1 more yes, from somebody who is admin or dba`. */
export function sayWanted({
  needed,
  quorums,
  grants,
}: Pick<ApprovalWire, "needed" | "quorums"> & { readonly grants: readonly unknown[] }): string[] {
  const open = quorums.map(({ asks, needed, granted }) => ({ asks, missing: needed - granted }));
  const named = open.filter(({ missing }) => missing > 0);
  const missing = needed - grants.length;
  if (missing <= 0 && named.length === 0) return [];
  if (named.length > 0) return named.map((group) => say(group.missing, `from ${group.asks}`));
  const others = quorums.length === 0 ? "from anybody else" : `from somebody else of those who are asked`;
  return [say(missing, grants.length === 0 && quorums.length === 0 ? "from anybody who can sign in" : others)];
}

function say(missing: number, from: string): string {
  return `Wanted: ${missing} more yes, ${from}`;
}
