import type { Bus, BusPayload, BusTopic } from "./bus.ts";
import type { EngineLog } from "./engine-options.ts";

/** The bus of a node that is alone. A message is heard after the current turn, as it would be from elsewhere. */
export function createInProcessBus({ log }: { readonly log: Pick<EngineLog, "error"> }): Bus {
  const listeners = createListeners(log);
  return {
    publish(topic, payload) {
      // Through text: a listener gets a copy of its own, and what is not JSON is found here and not first with Redis.
      const text = JSON.stringify(payload);
      queueMicrotask(() => listeners.tell(topic, text));
    },
    subscribe: listeners.add,
    state: () => ({ isConnected: true }),
  };
}

/** Who listens to which topic. Every bus has this in common. */
export function createListeners(log: Pick<EngineLog, "error">) {
  const byTopic = new Map<BusTopic, Set<(payload: BusPayload) => void>>();
  return {
    topics: () => [...byTopic.keys()],
    add(topic: BusTopic, listener: (payload: BusPayload) => void): () => void {
      // Each call counts for itself, also of one and the same function.
      const own = (payload: BusPayload) => listener(payload);
      const there = byTopic.get(topic) ?? new Set();
      byTopic.set(topic, there.add(own));
      return () => {
        there.delete(own);
        if (there.size === 0 && byTopic.get(topic) === there) byTopic.delete(topic);
      };
    },
    /** Hands a message on. Text that is not JSON is dropped and said in the log. */
    tell(topic: BusTopic, text: string): void {
      for (const listener of [...(byTopic.get(topic) ?? [])]) {
        try {
          listener(JSON.parse(text));
        } catch (error) {
          log.error({ topic, error }, "a listener on the bus failed");
        }
      }
    },
  };
}
