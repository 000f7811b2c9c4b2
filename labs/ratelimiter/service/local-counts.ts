/** What a node believes of a key, without asking Redis. */
interface LocalCount {
  count: number;
  limit: number;
  /** When Redis last said so, on this process's steady clock. */
  asOf: number;
}

export type LocalCounts = ReturnType<typeof createLocalCounts>;

/**
 * A node's own copy of the counters, read anew a few times a second. It spares Redis the requests of keys that are far past
 * their limit: what the copy denies is denied without asking.
 */
export function createLocalCounts(clock: () => number = () => performance.now()) {
  const counts = new Map<string, LocalCount>();
  /** The bug that the lab can switch on: keys that fell out of the list of what is read anew. */
  const forgotten = new Set<string>();
  return {
    isDenied(key: string): { readonly limit: number } | undefined {
      const local = counts.get(key);
      return local !== undefined && local.count >= local.limit ? { limit: local.limit } : undefined;
    },
    /** After a request that Redis was asked about. */
    learn(key: string, { count, limit, granted }: { count: number; limit: number; granted: boolean }) {
      const local = counts.get(key);
      if (local !== undefined && forgotten.has(key)) {
        // Nobody corrects it any more: it sees its own requests and never what leaves the window.
        local.count += granted ? 1 : 0;
        return;
      }
      counts.set(key, { count, limit, asOf: clock() });
    },
    toRefresh: () => [...counts.keys()].filter((key) => !forgotten.has(key)),
    refresh(fresh: ReadonlyMap<string, number>, limitOf: (key: string) => number) {
      for (const [key, count] of fresh) {
        if (forgotten.has(key)) continue;
        if (count === 0) counts.delete(key);
        else counts.set(key, { count, limit: limitOf(key), asOf: clock() });
      }
    },
    drop(key: string) {
      counts.delete(key);
      forgotten.delete(key);
    },
    setForgotten(key: string, isForgotten: boolean) {
      if (isForgotten) forgotten.add(key);
      else forgotten.delete(key);
    },
    list: () =>
      [...counts].map(([key, { count, limit, asOf }]) => ({ key, count, limit, ageMs: Math.round(clock() - asOf) })),
  };
}
