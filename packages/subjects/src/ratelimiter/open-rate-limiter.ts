import { expectedIn, type Subject } from "@steadyhand/subject";
import { neverThrowing } from "./actions/never-throwing.ts";
import { resetCounter } from "./actions/reset-counter.ts";
import { restartNode } from "./actions/restart-node.ts";
import { updateLimit } from "./actions/update-limit.ts";
import { parseConfig } from "./config.ts";
import { redisId } from "./contract.ts";
import { faults } from "./faults.ts";
import { findingsOf } from "./findings.ts";
import { invariantsOf } from "./invariants.ts";
import { createGhostMemory } from "./look/ghost-memory.ts";
import { createLatencyMemory } from "./look/latency-memory.ts";
import { look } from "./look/look.ts";
import { memberStates } from "./look/member-states.ts";
import { openRedisReader } from "./look/read-redis.ts";
import { type Look, samplesOf } from "./look/samples.ts";
import { readLogs } from "./read-logs.ts";
import { topologyOf } from "./topology.ts";

/** Opens a rate limiter as a subject from its config, see docs/subjects/ratelimiter.md. Asks nobody yet. Throws `subject.config`. */
export function openRateLimiter(given: unknown): Subject {
  const config = parseConfig(given);
  const { name, nodes, redis, timing } = config;
  const reader = openRedisReader(redis.url, timing.answerWithinMs);
  const memory = { latency: createLatencyMemory(timing.latencyWindowMs), ghosts: createGhostMemory() };
  const invariants = invariantsOf(config);
  const expected = [...nodes.map(({ id }) => ({ id, kind: "node" })), { id: redisId, kind: "redis" }];
  let latest: Look | undefined;
  const known = { config, reader, latest: () => latest };
  return {
    ...{ name, kind: "ratelimiter", expected, invariants, faults },
    actions: [resetCounter(known), updateLimit(known), restartNode(known)].map(neverThrowing),
    async observe({ signal }) {
      const startedAt = new Date();
      const seen = await look(config, reader, signal);
      latest = seen;
      const { samples, blind } = samplesOf(seen, memory);
      const members = expectedIn(expected, memberStates(seen));
      return { startedAt, endedAt: new Date(), members, samples, blind };
    },
    findings: (observation, logs) => findingsOf(invariants, observation, logs),
    topology: topologyOf,
    readLogs: (request) => readLogs(config, request),
    close: () => reader.close(),
  };
}
