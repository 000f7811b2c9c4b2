import type { LiveOutput, Snapshot, Watcher } from "./engine.ts";
import type { ExecutionKey } from "./ports.ts";

/** How much of a running attempt's output is kept for a watcher that comes late. */
const soFarCharacters = 256 * 1024;

/** Who watches which execution, and the live output so far of what runs. One tenant never hears another's. */
export function createWatchers() {
  const watching = new Map<string, Set<Watcher>>();
  const soFar = new Map<string, { readonly outputs: LiveOutput[]; characters: number }>();
  const nameOf = ({ tenantId, executionId }: ExecutionKey) => `${tenantId}/${executionId}`;
  const keys = new Map<string, ExecutionKey>();
  return {
    add(key: ExecutionKey, watcher: Watcher): () => void {
      const name = nameOf(key);
      const watchers = watching.get(name) ?? new Set();
      watching.set(name, watchers.add(watcher));
      keys.set(name, key);
      return () => {
        watchers.delete(watcher);
        if (watchers.size > 0) return;
        watching.delete(name);
        keys.delete(name);
      };
    },
    isWatched: (key: ExecutionKey): boolean => watching.has(nameOf(key)),
    watched: (): readonly ExecutionKey[] => [...keys.values()],
    changed(snapshot: Snapshot): void {
      const { tenantId, id: executionId } = snapshot.execution;
      for (const watcher of watching.get(nameOf({ tenantId, executionId })) ?? []) watcher.changed(snapshot);
    },
    output(key: ExecutionKey, output: LiveOutput): void {
      const kept = soFar.get(nameOf(key)) ?? { outputs: [], characters: 0 };
      soFar.set(nameOf(key), kept);
      if (kept.characters < soFarCharacters) kept.outputs.push(output);
      kept.characters += output.text.length;
      for (const watcher of watching.get(nameOf(key)) ?? []) watcher.output(output);
    },
    soFar: (key: ExecutionKey): readonly LiveOutput[] => [...(soFar.get(nameOf(key))?.outputs ?? [])],
    /** The attempt has ended: from here on its stored output counts. */
    forget(key: ExecutionKey): void {
      soFar.delete(nameOf(key));
    },
  };
}

export type Watchers = ReturnType<typeof createWatchers>;
