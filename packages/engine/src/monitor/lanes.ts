/** Work of one key, one batch after the other: what comes while a batch is under way goes into the next, once. */
export interface Lanes<Key, Item> {
  add(key: Key, item: Item): void;
  /** Resolves when nothing waits and nothing is under way. */
  empty(): Promise<void>;
}

/** `work` must not reject. */
export function createLanes<Key, Item>({
  most,
  work,
}: {
  readonly most: number;
  readonly work: (key: Key, items: readonly Item[]) => Promise<void>;
}): Lanes<Key, Item> {
  const waiting = new Map<Key, Set<Item>>();
  const running = new Map<Key, Promise<void>>();

  async function drain(key: Key, items: Set<Item>): Promise<void> {
    while (items.size > 0) {
      const batch = [...items].slice(0, most);
      for (const item of batch) items.delete(item);
      await work(key, batch);
    }
    waiting.delete(key);
    running.delete(key);
  }

  return {
    add(key, item) {
      const items = waiting.get(key);
      if (items) {
        items.add(item);
        return;
      }
      const begun = new Set([item]);
      waiting.set(key, begun);
      // Whatever is judged in the same moment goes along.
      running.set(
        key,
        Promise.resolve().then(() => drain(key, begun)),
      );
    },
    async empty() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}
