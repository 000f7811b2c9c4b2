import type { Observation, Sample } from "@steadyhand/core/invariant";
import { describe, expect, it } from "vitest";
import { parseConfig } from "./config.ts";
import { invariantsOf } from "./invariants.ts";

const config = (more: object = {}) =>
  parseConfig({
    name: "x",
    nodes: [{ id: "a", url: "http://127.0.0.1:1" }],
    redis: { url: "redis://127.0.0.1:1" },
    ...more,
  });
const at = new Date(0);
const seen = (samples: readonly Omit<Sample, "member">[], blind: Observation["blind"] = []): Observation => ({
  ...{ startedAt: at, endedAt: at, blind },
  members: [{ id: "a", kind: "node", state: "up" }],
  samples: [{ name: "answer", value: "answered" }, ...samples].map((sample) => ({ ...sample, member: "a" })),
});
const verdict = (name: string, observation: Observation, of = config()) =>
  invariantsOf(of)
    .find((invariant) => invariant.name === name)
    ?.judge(observation)[0];

describe("high_latency", () => {
  const latency = (p99Ms: number) =>
    seen([
      { name: "requests_count", value: 500 },
      { name: "p99_ms", value: p99Ms },
    ]);

  it("is violated above 100 ms and not at it, and elsewhere where the config says so", () => {
    expect(verdict("high_latency", latency(100))).toMatchObject({ verdict: "holds", limit: "<= 100 ms" });
    expect(verdict("high_latency", latency(100.1))).toMatchObject({ verdict: "violated", value: 100.1 });
    expect(verdict("high_latency", latency(100.1), config({ thresholds: { p99Ms: 250 } }))?.verdict).toBe("holds");
  });

  it("holds where nobody asked for leave, and is unknown where that could not be read", () => {
    expect(verdict("high_latency", seen([{ name: "requests_count", value: 0 }]))?.verdict).toBe("holds");
    const blind = [{ what: "requests_count", member: "a", why: "its /metrics did not answer" }];
    expect(verdict("high_latency", seen([], blind))).toMatchObject({
      verdict: "unknown",
      why: "its /metrics did not answer",
    });
  });
});

it("calls a count that differs by more than five a drift, and names the key and both counts", () => {
  const drift = (by: number) =>
    seen([
      { name: "counter_drift", value: by },
      { name: "drifted_key", value: "k" },
      { name: "drift_local", value: 10 + by },
      { name: "drift_redis", value: 10 },
    ]);
  expect(verdict("counter_drift", drift(5))?.verdict).toBe("holds");
  expect(verdict("counter_drift", drift(6))).toMatchObject({ verdict: "violated", why: "it counts 16 of k, Redis 10" });
});

it("is violated by a single request that was let through without a grant", () => {
  expect(verdict("ghost_allowing", seen([{ name: "ghost_allowed", value: 0 }]))?.verdict).toBe("holds");
  expect(verdict("ghost_allowing", seen([{ name: "ghost_allowed", value: 1 }]))?.verdict).toBe("violated");
});

it("waits as long as was agreed before it counts: a minute for latency and half of one for drift, seconds in a lab", () => {
  const graces = (timing: unknown) =>
    Object.fromEntries(invariantsOf(config({ timing })).map(({ name, graceMs }) => [name, graceMs]));
  expect(graces("production")).toMatchObject({ high_latency: 60_000, counter_drift: 30_000, ghost_allowing: 0 });
  expect(graces("lab")).toMatchObject({ high_latency: 5_000, counter_drift: 5_000 });
  expect(graces({ latencyGraceMs: 7_000 })).toMatchObject({ high_latency: 7_000, counter_drift: 30_000 });
});
