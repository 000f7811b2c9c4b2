import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { counts, reset, type Script, setLimit, take } from "./scripts.ts";

/** What holds where nobody set anything else. */
export interface Standard {
  readonly windowMs: number;
  readonly limit: number;
}

export interface Taken {
  readonly granted: boolean;
  readonly limit: number;
  readonly count: number;
  /** When the oldest request leaves the window. */
  readonly resetMs: number;
  /** Another one when Redis has lost what it counted. */
  readonly epoch: string;
}

/** How a node stands in the register: as it last said itself. */
export interface Beat {
  readonly id: string;
  readonly url: string;
  /** Another one after each start. */
  readonly instance: string;
  /** Redis's time, as the node takes it to be. */
  readonly at: number;
}

export interface Limits {
  readonly windowMs: number;
  readonly defaultLimit: number;
  readonly limits: Readonly<Record<string, number>>;
}

/** A command that takes longer has failed: a request for leave must not wait for ever. */
const commandTimeoutMs = 1000;
const channel = "ratelimiter:reset";
const keys = {
  window: (key: string) => `ratelimiter:window:${key}`,
  granted: (node: string, instance: string) => `ratelimiter:granted:${node}:${instance}`,
  limits: "ratelimiter:limits",
  settings: "ratelimiter:settings",
  blocks: "ratelimiter:blocks",
  nodes: "ratelimiter:nodes",
};

export type RedisStore = ReturnType<typeof openRedisStore>;

/** All that the nodes share, on one Redis. Every method rejects when Redis does not answer in time. */
export function openRedisStore(
  url: string,
  standard: Standard,
  node: { readonly id: string; readonly instance: string },
) {
  const options = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: commandTimeoutMs,
    retryStrategy: (tries: number) => Math.min(50 * tries, 500),
  } as const;
  const redis = new Redis(url, options);
  const subscriber = new Redis(url, options);
  for (const connection of [redis, subscriber]) {
    // Tried again for ever; the beat says whether Redis is there.
    connection.on("error", () => {});
  }
  let drop: (key: string) => void = () => {};
  subscriber.on("ready", () => void subscriber.subscribe(channel).catch(() => {}));
  subscriber.on("message", (_channel: string, key: string) => drop(key));
  const granted = keys.granted(node.id, node.instance);

  /** By its digest; by its text where this Redis has not seen it yet, such as after a restart. */
  async function run({ sha1, source }: Script, names: readonly string[], values: readonly (string | number)[]) {
    try {
      return await redis.evalsha(sha1, names.length, ...names, ...values);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
      return await redis.eval(source, names.length, ...names, ...values);
    }
  }

  return {
    onReset(listener: (key: string) => void) {
      drop = listener;
    },
    async take(key: string): Promise<Taken> {
      const names = [keys.window(key), keys.limits, keys.settings, keys.blocks, granted];
      const reply = await run(take, names, [key, randomUUID(), standard.windowMs, standard.limit]);
      const [isGranted, limit = 0, count = 0, resetMs = 0] = numbers(reply);
      return { granted: isGranted === 1, limit, count, resetMs, epoch: String(listOf(reply)[4]) };
    },
    async counts(of: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const found = numbers(await run(counts, [keys.settings, ...of.map(keys.window)], [standard.windowMs]));
      return new Map(of.map((key, index) => [key, found[index] ?? 0]));
    },
    async reset(key: string): Promise<{ readonly had: number; readonly at: number }> {
      const [had = 0, at = 0] = numbers(await run(reset, [keys.window(key), keys.blocks, channel], [key]));
      return { had, at };
    },
    async setLimit(key: string, limit: number, from: number | undefined) {
      const values = [key, limit, from ?? "", standard.limit];
      const [isSet = 0, was = 0] = numbers(await run(setLimit, [keys.limits, keys.settings], values));
      return { isSet: isSet === 1, was };
    },
    async limits(): Promise<Limits> {
      const [settings, limits] = await Promise.all([redis.hgetall(keys.settings), redis.hgetall(keys.limits)]);
      return {
        windowMs: Number(settings.windowMs ?? standard.windowMs),
        defaultLimit: Number(settings.defaultLimit ?? standard.limit),
        limits: Object.fromEntries(Object.entries(limits).map(([key, limit]) => [key, Number(limit)])),
      };
    },
    async blocks(): Promise<readonly { readonly key: string; readonly until: string }[]> {
      const found = await redis.zrange(keys.blocks, await now(), "+inf", "BYSCORE", "WITHSCORES");
      return pairs(found).map(([key, until]) => ({ key, until: new Date(Number(until)).toISOString() }));
    },
    async beat(beat: Beat): Promise<void> {
      // Seeded with each beat: a Redis that was started afresh has neither.
      await Promise.all([
        redis.hset(keys.nodes, beat.id, JSON.stringify(beat)),
        redis.hsetnx(keys.settings, "windowMs", standard.windowMs),
        redis.hsetnx(keys.settings, "defaultLimit", standard.limit),
      ]);
    },
    async nodes(): Promise<readonly Beat[]> {
      // Only nodes write here, and each writes a Beat.
      return Object.values(await redis.hgetall(keys.nodes)).map((text) => JSON.parse(text) as Beat);
    },
    now,
  };

  async function now(): Promise<number> {
    const [seconds = 0, micros = 0] = numbers(await redis.time());
    return seconds * 1000 + Math.floor(micros / 1000);
  }
}

function numbers(reply: unknown): number[] {
  return listOf(reply).map(Number);
}

function listOf(reply: unknown): readonly unknown[] {
  if (!Array.isArray(reply)) throw new TypeError(`Redis answered ${typeof reply}, not a list`);
  return reply;
}

function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  return flat.flatMap((value, index) => (index % 2 === 0 ? [[value, flat[index + 1] ?? ""] as const] : []));
}
