import { Redis } from "ioredis";
import { z } from "zod";
import { keys } from "../contract.ts";
import { type Answer, answerOf } from "./read-node.ts";

const beatSchema = z.object({ id: z.string(), url: z.string(), instance: z.string(), at: z.number() });
export type Beat = z.output<typeof beatSchema>;

/** What Redis itself said, past all nodes. */
export type RedisLook = { readonly atMs: number; readonly tookMs: number } & (
  | {
      readonly answer: "answered";
      /** Redis's own time at `atMs`. */
      readonly now: number;
      /** Another one after each start. */
      readonly runId: string;
      readonly windowMs: number;
      readonly defaultLimit: number | undefined;
      readonly limits: Readonly<Record<string, number>>;
      readonly beats: readonly Beat[];
    }
  | { readonly answer: Exclude<Answer, "answered">; readonly why: string }
);

export interface SharedCounts {
  readonly counts: ReadonlyMap<string, number>;
  /** What was granted to each node that was asked about. */
  readonly granted: ReadonlyMap<string, number>;
  /** Since when it has counted what it grants, as a name; empty while it granted nothing. */
  readonly epoch: string;
  /** Keys that are denied at this moment. */
  readonly blockedKeys: number;
}

export type RedisReader = ReturnType<typeof openRedisReader>;

const lastRetryMs = 500;

/** A connection that only reads. It makes itself again for ever, and holds no command longer than it is waited for. */
export function openRedisReader(url: string, answerWithinMs: number) {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    commandTimeout: answerWithinMs,
    connectTimeout: answerWithinMs,
    retryStrategy: (tries) => Math.min(50 * tries, lastRetryMs),
  });
  let lastError: unknown;
  redis.on("error", (error: unknown) => {
    lastError = error;
  });
  redis.on("ready", () => {
    lastError = undefined;
  });

  return {
    /** Never rejects. */
    async read(signal: AbortSignal): Promise<RedisLook> {
      const began = performance.now();
      const timing = () => ({ atMs: (began + performance.now()) / 2, tookMs: performance.now() - began });
      try {
        const work = Promise.all([
          redis.time(),
          redis.info("server"),
          redis.hgetall(keys.settings),
          redis.hgetall(keys.limits),
          redis.hgetall(keys.nodes),
        ]);
        const [time, info, settings, limits, nodes] = await within(work, signal);
        return {
          ...timing(),
          answer: "answered",
          now: Number(time[0]) * 1000 + Number(time[1]) / 1000,
          runId: /^run_id:(\w+)/m.exec(info)?.[1] ?? "",
          windowMs: Number(settings.windowMs ?? Number.NaN),
          defaultLimit: settings.defaultLimit === undefined ? undefined : Number(settings.defaultLimit),
          limits: Object.fromEntries(Object.entries(limits).map(([key, limit]) => [key, Number(limit)])),
          beats: Object.values(nodes).flatMap(beatsOf),
        };
      } catch (error) {
        // What stands behind a refused command is what the connection ran into.
        const behind = lastError ?? error;
        return { ...timing(), answer: answerOf(behind), why: `Redis at ${hostOf(url)}: ${reasonOf(behind)}` };
      }
    },
    /** What stands in the windows of keys, and what was granted to which process. Rejects where Redis does not answer. */
    async counts(asked: CountsAsked, signal: AbortSignal): Promise<SharedCounts> {
      const since = `(${asked.now - asked.windowMs}`;
      const [epoch, blockedKeys, counts, granted] = await within(
        Promise.all([
          redis.hget(keys.settings, "epoch"),
          redis.zcount(keys.blocks, asked.now, "+inf"),
          Promise.all(asked.keys.map((key) => redis.zcount(keys.window(key), since, "+inf"))),
          Promise.all(asked.processes.map(({ id, instance }) => redis.get(keys.granted(id, instance)))),
        ]),
        signal,
      );
      return {
        epoch: epoch ?? "",
        blockedKeys,
        counts: new Map(asked.keys.map((key, index) => [key, counts[index] ?? 0])),
        granted: new Map(asked.processes.map(({ id }, index) => [id, Number(granted[index] ?? 0)])),
      };
    },
    /** When the oldest request that stands in a key's window was counted, in Redis's time. */
    async oldestIn(key: string, signal: AbortSignal): Promise<number | undefined> {
      const [, at] = await within(redis.zrange(keys.window(key), "0", "0", "WITHSCORES"), signal);
      return at === undefined ? undefined : Number(at);
    },
    async close() {
      redis.disconnect();
    },
  };
}

interface CountsAsked {
  readonly keys: readonly string[];
  readonly processes: readonly { readonly id: string; readonly instance: string }[];
  /** Redis's time now. */
  readonly now: number;
  readonly windowMs: number;
}

function beatsOf(text: string): Beat[] {
  try {
    const beat = beatSchema.safeParse(JSON.parse(text));
    return beat.success ? [beat.data] : [];
  } catch {
    // What is no beat says nothing of a node; the node is then missing from the register, and that is told.
    return [];
  }
}

function within<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
  });
}

function reasonOf(error: unknown): string {
  if (answerOf(error) === "refused") return "nobody listens";
  if (answerOf(error) === "silent") return "it did not answer in time";
  return error instanceof Error ? error.message : String(error);
}

function hostOf(url: string): string {
  return new URL(url).host;
}
