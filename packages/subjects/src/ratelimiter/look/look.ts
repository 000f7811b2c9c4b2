import type { RateLimiterConfig } from "../config.ts";
import { type NodeLook, readNode } from "./read-node.ts";
import type { RedisLook, RedisReader, SharedCounts } from "./read-redis.ts";
import type { Look } from "./samples.ts";

/** Keys past this number are not compared: a look must stay small beside what it looks at. */
const mostKeys = 1000;

/**
 * All nodes and Redis at once, and then what Redis counted and granted. In this order: whatever a node says that it let through had been
 * granted before, so a difference is no matter of when who was asked.
 */
export async function look(config: RateLimiterConfig, reader: RedisReader, signal: AbortSignal): Promise<Look> {
  const limited = () => AbortSignal.any([signal, AbortSignal.timeout(config.timing.answerWithinMs)]);
  const [redis, ...nodes] = await Promise.all([
    reader.read(limited()),
    ...config.nodes.map((node) => readNode(node, limited())),
  ]);
  return { redis, nodes, shared: await sharedCounts({ redis, nodes, reader, signal: limited() }) };
}

interface Seen {
  readonly redis: RedisLook;
  readonly nodes: readonly NodeLook[];
  readonly reader: RedisReader;
  readonly signal: AbortSignal;
}

async function sharedCounts({ redis, nodes, reader, signal }: Seen): Promise<SharedCounts | { readonly why: string }> {
  if (redis.answer !== "answered") return { why: redis.why };
  if (Number.isNaN(redis.windowMs)) return { why: "Redis does not hold how long the window is" };
  const answered = nodes.flatMap((node) => (node.answer === "answered" ? [node] : []));
  try {
    return await reader.counts(
      {
        keys: fullestKeys(answered.flatMap(({ metrics }) => ("why" in metrics ? [] : metrics.counts))),
        processes: answered.map(({ id, health: { instance } }) => ({ id, instance })),
        now: redis.now + performance.now() - redis.atMs,
        windowMs: redis.windowMs,
      },
      signal,
    );
  } catch (error) {
    return {
      why: `Redis stopped answering during the look: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function fullestKeys(counts: readonly { readonly key: string; readonly count: number }[]): readonly string[] {
  const most = new Map<string, number>();
  for (const { key, count } of counts) most.set(key, Math.max(count, most.get(key) ?? 0));
  return [...most]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostKeys)
    .map(([key]) => key);
}
