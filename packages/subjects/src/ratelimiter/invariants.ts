import type { Invariant, Judgement, Observation, Sample } from "@steadyhand/core/invariant";
import type { RateLimiterConfig } from "./config.ts";
import { redisId } from "./contract.ts";

type Settings = Pick<RateLimiterConfig, "timing" | "thresholds">;
type Said = Omit<Judgement, "member">;

/** What must hold of a rate limiter: five things, each of every member that it is about. */
export function invariantsOf({ timing, thresholds }: Settings): readonly Invariant[] {
  const { settleMs } = timing;
  return [
    {
      name: "node_down",
      title: "Every node answers and stands in the register",
      severity: "critical",
      ...{ graceMs: timing.outageGraceMs, settleMs, reads: ["up", "registered"] },
      judge: ({ members }) =>
        members
          .filter(({ kind }) => kind === "node")
          .map(({ id, state, why }) => ({ member: id, ...standing(state, why) })),
    },
    {
      name: "redis_disconnected",
      title: "Redis answers, and every node reaches it",
      severity: "critical",
      ...{ graceMs: timing.outageGraceMs, settleMs, reads: ["redis_connected"] },
      judge: (seen) => ofEach(seen, "redis_connected", ["node", "redis"], (value, member) => connected(value, member)),
    },
    {
      // There is a p99_ms only where there were requests enough; that they were too few is seen, and is no blind spot.
      name: "high_latency",
      title: `P99 of a request for leave is at most ${thresholds.p99Ms} ms`,
      severity: "warning",
      ...{ graceMs: timing.latencyGraceMs, settleMs, reads: ["requests_count"] },
      judge: (seen) => latencies(seen, thresholds.p99Ms),
    },
    {
      name: "counter_drift",
      title: `No node's count of a key differs from Redis's by more than ${thresholds.drift}`,
      severity: "warning",
      ...{ graceMs: timing.driftGraceMs, settleMs, reads: ["counter_drift"] },
      judge: (seen) =>
        ofEach(seen, "counter_drift", ["node"], (value, member) =>
          drifted(seen, Number(value), member, thresholds.drift),
        ),
    },
    {
      name: "ghost_allowing",
      title: "No node lets a request through that the counter did not grant",
      severity: "critical",
      ...{ graceMs: timing.ghostGraceMs, settleMs, reads: ["ghost_allowed"] },
      judge: (seen) => ofEach(seen, "ghost_allowed", ["node"], (value) => ghosts(Number(value))),
    },
  ];
}

function standing(state: Observation["members"][number]["state"], why: string | undefined): Said {
  switch (state) {
    case "down":
      return { verdict: "violated", value: state, limit: "up", why: why ?? "it is down" };
    case "unknown":
      return { verdict: "unknown", value: state, limit: "up", why: why ?? "it could not be seen" };
    default:
      return { verdict: "holds", value: state, limit: "up", why: why ?? "it answers" };
  }
}

function connected(value: Sample["value"], member: string): Said {
  const whom = member === redisId ? "Redis does not answer us" : "it says that it cannot reach Redis";
  if (value === true)
    return { verdict: "holds", value, why: member === redisId ? "Redis answers" : "it reaches Redis" };
  return { verdict: "violated", value, limit: "connected", why: whom };
}

function latencies(seen: Observation, limitMs: number): readonly Judgement[] {
  return ofEach(seen, "requests_count", ["node"], (requests, member) => {
    const limit = `<= ${limitMs} ms`;
    const p99Ms = sampleOf(seen, "p99_ms", member)?.value;
    if (p99Ms === undefined)
      return { verdict: "holds", limit, why: `it had ${requests} requests, too few for a percentile` };
    const verdict = Number(p99Ms) > limitMs ? "violated" : "holds";
    return { verdict, value: p99Ms, limit, why: `P99 of ${requests} requests is ${Number(p99Ms).toFixed(1)} ms` };
  });
}

function drifted(seen: Observation, value: number, member: string, most: number): Said {
  const [key, local, redis] = ["drifted_key", "drift_local", "drift_redis"].map(
    (name) => sampleOf(seen, name, member)?.value,
  );
  const why = key === undefined ? "it counts as Redis does" : `it counts ${local} of ${key}, Redis ${redis}`;
  return { verdict: value > most ? "violated" : "holds", value, limit: `<= ${most}`, why };
}

function ghosts(value: number): Said {
  if (value === 0) return { verdict: "holds", value, limit: "0", why: "all that it let through was granted" };
  return {
    verdict: "violated",
    value,
    limit: "0",
    why: `it let ${value} requests through that the counter did not grant`,
  };
}

/** One judgement for each member of these kinds: from its sample, or unknown with why there is none. */
function ofEach(
  seen: Observation,
  name: string,
  kinds: readonly string[],
  say: (value: Sample["value"], member: string) => Said,
): readonly Judgement[] {
  return seen.members
    .filter(({ kind, id }) => kinds.includes(kind) && isExpected(seen, id))
    .map(({ id: member }) => {
      const sample = sampleOf(seen, name, member);
      if (sample !== undefined) return { member, ...say(sample.value, member) };
      const blind = seen.blind.find((spot) => spot.what === name && spot.member === member);
      return { member, verdict: "unknown", why: blind?.why ?? `${name} was not read` };
    });
}

/** Members that were not expected were not asked: nothing but that they beat is known of them. */
function isExpected(seen: Observation, id: string): boolean {
  return sampleOf(seen, "answer", id) !== undefined;
}

function sampleOf({ samples }: Observation, name: string, member: string): Sample | undefined {
  return samples.find((sample) => sample.name === name && sample.member === member);
}
