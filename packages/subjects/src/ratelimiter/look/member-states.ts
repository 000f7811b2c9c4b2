import type { SeenMember } from "@steadyhand/core/invariant";
import { beatCountsForMs, redisId } from "../contract.ts";
import type { NodeLook } from "./read-node.ts";
import type { Beat, RedisLook } from "./read-redis.ts";

export interface SeenSystem {
  readonly nodes: readonly NodeLook[];
  readonly redis: RedisLook;
}

/** Every node that was asked, Redis, and the nodes that beat without being expected. */
export function memberStates({ nodes, redis }: SeenSystem): readonly SeenMember[] {
  const asked = new Set(nodes.map(({ id }) => id));
  const strangers =
    redis.answer !== "answered" ? [] : redis.beats.filter((beat) => !asked.has(beat.id) && isFresh(beat, redis.now));
  return [
    ...nodes.map((node) => ({ id: node.id, kind: "node", ...stateOfNode(node, redis) })),
    { id: redisId, kind: "redis", ...stateOfRedis(redis) },
    ...strangers.map(
      ({ id }): SeenMember => ({ id, kind: "node", state: "up", why: "it is in the register, and was not expected" }),
    ),
  ];
}

/** Whether the register counts the node in; `undefined` where the register cannot be read. */
export function isRegistered(id: string, redis: RedisLook): boolean | undefined {
  if (redis.answer !== "answered") return undefined;
  return redis.beats.some((beat) => beat.id === id && isFresh(beat, redis.now));
}

function stateOfNode(node: NodeLook, redis: RedisLook): Pick<SeenMember, "state" | "why"> {
  const registered = isRegistered(node.id, redis);
  if (node.answer === "answered") {
    // A node that says itself that it has lost Redis cannot beat: that is told as what it is.
    if (registered !== false || !node.health.redis.isConnected) return { state: "up" };
    return { state: "down", why: `it answers, and ${beatOf(node.id, redis)}` };
  }
  const { answer, why } = node;
  if (answer === "refused") return { state: "down", why };
  if (registered === false) return { state: "down", why: `${why}, and ${beatOf(node.id, redis)}` };
  const beats = registered ? "it still beats in the register" : "the register cannot be read";
  return { state: "unknown", why: `${why}; ${beats}` };
}

function stateOfRedis(redis: RedisLook): Pick<SeenMember, "state" | "why"> {
  if (redis.answer === "answered") return { state: "up" };
  return { state: redis.answer === "refused" ? "down" : "unknown", why: redis.why };
}

function beatOf(id: string, redis: RedisLook): string {
  const beat = redis.answer === "answered" ? redis.beats.find((beat) => beat.id === id) : undefined;
  if (beat === undefined || redis.answer !== "answered") return "the register does not know it";
  const agoMs = redis.now - beat.at;
  const when = agoMs < 0 ? `${seconds(-agoMs)} from now` : `${seconds(agoMs)} ago`;
  return `by its own clock it beat last ${when}: the register counts it out`;
}

function isFresh({ at }: Beat, now: number): boolean {
  return Math.abs(now - at) < beatCountsForMs;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
