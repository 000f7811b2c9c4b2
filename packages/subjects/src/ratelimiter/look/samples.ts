import type { BlindSpot, Sample } from "@steadyhand/core/invariant";
import { redisId } from "../contract.ts";
import type { GhostMemory } from "./ghost-memory.ts";
import type { LatencyMemory } from "./latency-memory.ts";
import { isRegistered, type SeenSystem } from "./member-states.ts";
import type { NodeLook, NodeMetrics } from "./read-node.ts";
import type { RedisLook, SharedCounts } from "./read-redis.ts";

/** All that one look brought home, before it is put into samples. */
export interface Look extends SeenSystem {
  /** What Redis said of the keys that the nodes count, or why it said nothing. */
  readonly shared: SharedCounts | { readonly why: string };
}

/** What is kept from look to look. */
export interface LookMemory {
  readonly latency: LatencyMemory;
  readonly ghosts: GhostMemory;
}

interface Told {
  readonly samples: readonly Sample[];
  readonly blind: readonly BlindSpot[];
}

type Answered = Extract<NodeLook, { answer: "answered" }>;

/** Names of all samples of a node, each of which is told or is a blind spot. */
const ofNode = [
  "registered",
  "redis_connected",
  "redis_rtt_ms",
  "clock_offset_ms",
  "requests_count",
  "p99_ms",
] as const;
const ofCounts = ["counter_drift", "stalest_counter_ms", "ghost_allowed"] as const;

/** What the look shows, by name, and what it could not see. */
export function samplesOf(look: Look, memory: LookMemory): Told {
  const told = [redisTold(look), ...look.nodes.map((node) => nodeTold(node, look, memory))];
  return { samples: told.flatMap(({ samples }) => samples), blind: told.flatMap(({ blind }) => blind) };
}

function redisTold({ redis, shared }: Look): Told {
  const member = redisId;
  const answer: Sample = { name: "answer", member, value: redis.answer };
  const isUp: Sample = { name: "redis_connected", member, value: redis.answer === "answered" };
  if (redis.answer !== "answered") {
    const blind = ["members", "redis_answer_ms", "limits", "blocked_keys"].map((what) => ({
      what,
      member,
      why: redis.why,
    }));
    return { samples: [answer, isUp], blind };
  }
  return {
    samples: [
      ...[answer, isUp, { name: "redis_answer_ms", member, value: Math.round(redis.tookMs) }],
      { name: "limits", value: limitsText(redis) },
      ...("why" in shared ? [] : [{ name: "blocked_keys", value: shared.blockedKeys }]),
    ],
    blind: "why" in shared ? [{ what: "blocked_keys", why: shared.why }] : [],
  };
}

function nodeTold(node: NodeLook, look: Look, memory: LookMemory): Told {
  const { id: member } = node;
  const answer: Sample[] = [
    { name: "answer", member, value: node.answer },
    { name: "up", member, value: node.answer === "answered" },
  ];
  if (node.answer !== "answered") {
    return { samples: answer, blind: [...ofNode, ...ofCounts].map((what) => ({ what, member, why: node.why })) };
  }
  const told = [healthTold(node, look.redis), latencyTold(node, memory), countsTold(node, look, memory)];
  return {
    samples: [...answer, ...told.flatMap(({ samples }) => samples)],
    blind: told.flatMap(({ blind }) => blind),
  };
}

function healthTold({ id: member, health, atMs }: Answered, redis: RedisLook): Told {
  const { isConnected, rttMs } = health.redis;
  const samples: Sample[] = [
    { name: "redis_connected", member, value: isConnected },
    { name: "redis_rtt_ms", member, value: rttMs },
  ];
  if (redis.answer !== "answered") {
    return { samples, blind: ["registered", "clock_offset_ms"].map((what) => ({ what, member, why: redis.why })) };
  }
  // Both clocks were read at about the same moment; what lay between is taken out by our own steady one.
  const offsetMs = health.clock - atMs - (redis.now - redis.atMs);
  return {
    samples: [
      ...samples,
      { name: "registered", member, value: isRegistered(member, redis) === true },
      { name: "clock_offset_ms", member, value: Math.round(offsetMs) },
    ],
    blind: [],
  };
}

function latencyTold({ id: member, health, metrics, atMs }: Answered, memory: LookMemory): Told {
  const blindFor = (why: string): Told => ({
    samples: [],
    blind: ["requests_count", "p99_ms"].map((what) => ({ what, member, why })),
  });
  if ("why" in metrics) return blindFor(metrics.why);
  const latency = memory.latency.remember({
    node: member,
    instance: health.instance,
    histogram: metrics.histogram,
    atMs,
  });
  if (latency === undefined) return blindFor("it takes a second look to tell what came between");
  const { requests, p99Ms } = latency;
  return {
    samples: [
      { name: "requests_count", member, value: requests },
      ...(p99Ms === undefined ? [] : [{ name: "p99_ms", member, value: p99Ms }]),
    ],
    blind: [],
  };
}

function countsTold(node: Answered, { redis, shared }: Look, memory: LookMemory): Told {
  const { id: member, metrics } = node;
  const why =
    "why" in metrics ? metrics.why : "why" in shared ? shared.why : redis.answer === "answered" ? undefined : redis.why;
  // The same conditions as above; the compiler wants to see them.
  if (why !== undefined || "why" in metrics || "why" in shared || redis.answer !== "answered") {
    return { samples: [], blind: ofCounts.map((what) => ({ what, member, why: why ?? "" })) };
  }
  const stalest = Math.round(Math.max(0, ...metrics.counts.map(({ ageMs }) => ageMs)));
  const ghosts = memory.ghosts.remember({
    ...{ node: member, instance: node.health.instance },
    ...{ allowed: metrics.allowed, epoch: shared.epoch, granted: shared.granted.get(member) ?? 0 },
  });
  return {
    samples: [
      ...driftSamples(member, metrics, shared),
      { name: "stalest_counter_ms", member, value: stalest },
      ...(ghosts === undefined ? [] : [{ name: "ghost_allowed", member, value: ghosts }]),
    ],
    blind:
      ghosts === undefined
        ? [{ what: "ghost_allowed", member, why: "it takes a second look to tell what came between" }]
        : [],
  };
}

/** Of the key whose count differs most. */
function driftSamples(member: string, { counts }: NodeMetrics, shared: SharedCounts): Sample[] {
  const drifts = counts
    .filter(({ key }) => shared.counts.has(key))
    .map(({ key, count }) => ({ key, local: count, redis: shared.counts.get(key) ?? 0 }))
    .map((drift) => ({ ...drift, by: Math.abs(drift.local - drift.redis) }));
  const worst = drifts.reduce<(typeof drifts)[number] | undefined>(
    (most, drift) => (drift.by > (most?.by ?? 0) ? drift : most),
    undefined,
  );
  if (worst === undefined) return [{ name: "counter_drift", member, value: 0 }];
  return [
    { name: "counter_drift", member, value: worst.by },
    { name: "drifted_key", member, value: worst.key },
    { name: "drift_local", member, value: worst.local },
    { name: "drift_redis", member, value: worst.redis },
  ];
}

function limitsText({ defaultLimit, limits, windowMs }: Extract<RedisLook, { answer: "answered" }>): string {
  const own = Object.entries(limits).map(([key, limit]) => `${key} ${limit}`);
  return [`default ${defaultLimit ?? "unset"} in ${windowMs / 1000} s`, ...own.toSorted()].join(", ");
}
