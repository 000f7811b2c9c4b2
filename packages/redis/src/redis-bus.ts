import { randomUUID } from "node:crypto";
import {
  type Bus,
  type BusState,
  type Clock,
  createListeners,
  type EngineLog,
  type PanicSign,
} from "@steadyhand/engine";
import { connect } from "./connection.ts";
import { createPanicKey } from "./panic-key.ts";

export interface RedisBusOptions {
  /** `redis://user:password@host:6379/0`, or `rediss:` for TLS. */
  readonly url: string;
  /** Begins every key and channel: two installations on one Redis must not hear each other. */
  readonly prefix: string;
  readonly clock: Pick<Clock, "now">;
  readonly newPanicId: () => `pan_${string}`;
  readonly log: EngineLog;
}

/** The bus between nodes on Redis or Valkey, and the key that says panic. */
export interface RedisBus extends Bus {
  readonly panicKey: PanicSign;
  /** Resolves once Redis has answered, or after `withinMs` without an answer. */
  settled(withinMs: number): Promise<void>;
  close(): void;
}

/** How often the key is read and a message sent to oneself. */
const lookMs = 250;
/** A bus is silent once two looks have gone unanswered. */
const quietMs = 2 * lookMs;

/** Connects, and goes on connecting for ever. Never throws for a Redis that is away: `state` says so. */
export function openRedisBus({ url, prefix, clock, newPanicId, log }: RedisBusOptions): RedisBus {
  const listeners = createListeners(log);
  const commands = connect(url, "steadyhand-bus", log);
  const subscriber = connect(url, "steadyhand-bus-listener", log);
  const channel = `${prefix}:bus`;
  const self = randomUUID();
  // Of a clock that nobody can set: set back, the wall's would hide a silence.
  const openedAt = performance.now();
  const heard = { message: openedAt - quietMs, key: openedAt - quietMs };
  const firstAnswer = Promise.withResolvers<void>();
  let hasAnswered = false;

  subscriber.on("ready", () => {
    // Told by `error`; the connection is then made again, and this with it.
    subscriber.subscribe(channel).then(look, () => {});
  });
  subscriber.on("message", (_channel: string, text: string) => {
    const message = readMessage(text);
    if (message === undefined) return;
    if (message.topic !== heartbeat) return listeners.tell(message.topic, message.text);
    if (message.text === self) answered("message");
  });

  function answered(by: keyof typeof heard): void {
    heard[by] = performance.now();
    if (hasAnswered || !isFresh()) return;
    hasAnswered = true;
    firstAnswer.resolve();
  }

  const lastHeard = () => Math.min(heard.message, heard.key);
  const silentMs = () => Math.round(performance.now() - lastHeard());
  const isFresh = () => silentMs() <= quietMs;

  function send(topic: string, text: string): void {
    // Nobody waits for a message, and its being lost is what `state` tells of.
    commands.publish(channel, JSON.stringify({ topic, text })).catch(() => {});
  }

  const panicKey = createPanicKey({ redis: commands, key: `${prefix}:panic`, newPanicId });
  const look = () => {
    send(heartbeat, self);
    panicKey.look().then(
      () => answered("key"),
      () => {},
    );
  };
  const timer = setInterval(look, lookMs);
  commands.on("ready", look);

  return {
    publish: (topic, payload) => send(topic, JSON.stringify(payload)),
    subscribe: listeners.add,
    state(): BusState {
      if (isFresh()) return { isConnected: true };
      const ms = silentMs();
      return { isConnected: false, silentMs: ms, silentSince: new Date(clock.now().getTime() - ms) };
    },
    panicKey,
    async settled(withinMs) {
      let limit: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, withinMs);
      });
      await Promise.race([firstAnswer.promise, late]);
      clearTimeout(limit);
    },
    close() {
      clearInterval(timer);
      subscriber.disconnect();
      commands.disconnect();
    },
  };
}

const heartbeat = "bus.heartbeat";

/** Anybody with the password can write to a channel: what is not one of ours is dropped. */
function readMessage(text: string): { readonly topic: string; readonly text: string } | undefined {
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== "object" || message === null || !("topic" in message) || !("text" in message))
      return undefined;
    const { topic, text: body } = message;
    return typeof topic === "string" && typeof body === "string" ? { topic, text: body } : undefined;
  } catch {
    // Not JSON: not ours.
    return undefined;
  }
}
