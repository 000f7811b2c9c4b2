import type { Seen } from "./seen.ts";

/** Since which look each invariant of each member is suspected: the API says that it is, and grace counts from there. */
export interface Suspicions {
  hear(seen: Seen): void;
  since(invariant: string, member: string | undefined): string | undefined;
}

export function createSuspicions(): Suspicions {
  let known: ReadonlyMap<string, string> = new Map();
  return {
    hear({ subject }) {
      const at = subject?.lastLook?.at;
      const suspected = (subject?.invariants ?? []).flatMap(({ name, standings }) =>
        standings.filter(({ phase }) => phase === "suspected").map(({ member }) => keyOf(name, member)),
      );
      known = new Map(at === undefined ? [] : suspected.map((key) => [key, known.get(key) ?? at]));
    },
    since: (invariant, member) => known.get(keyOf(invariant, member)),
  };
}

function keyOf(invariant: string, member: string | undefined): string {
  // No name of an invariant has a slash.
  return `${invariant}/${member ?? ""}`;
}
