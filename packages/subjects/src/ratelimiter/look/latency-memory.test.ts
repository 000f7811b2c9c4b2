import { expect, it } from "vitest";
import { createLatencyMemory } from "./latency-memory.ts";

const after = (fast: number, slow = 0) => ({
  buckets: [
    { le: 0.1, count: fast },
    { le: 0.25, count: fast + slow },
    { le: Number.POSITIVE_INFINITY, count: fast + slow },
  ],
});

const look = (instance: string, histogram: ReturnType<typeof after>, atMs: number) => ({
  node: "a",
  instance,
  histogram,
  atMs,
});

it("takes a second look to say how long requests took", () => {
  const memory = createLatencyMemory(5_000);
  expect(memory.remember(look("1", after(500, 500), 0))).toBeUndefined();
  expect(memory.remember(look("1", after(700, 500), 1_000))).toMatchObject({ requests: 200 });
});

it("looks back for one window, so that what was slow before it is over", () => {
  const memory = createLatencyMemory(5_000);
  memory.remember(look("1", after(0), 0));
  memory.remember(look("1", after(0, 100), 1_000));
  expect(memory.remember(look("1", after(200, 100), 2_000))?.p99Ms).toBeGreaterThan(100);
  expect(memory.remember(look("1", after(400, 100), 6_500))?.p99Ms).toBeLessThanOrEqual(100);
});

it("looks further back where a window holds too few requests", () => {
  const memory = createLatencyMemory(5_000);
  for (let turn = 0; turn <= 20; turn += 1) memory.remember(look("1", after(turn), turn * 5_000));
  expect(memory.remember(look("1", after(21), 105_000))).toMatchObject({ requests: 10 });
});

it("counts all that a process did that was not there at the last look", () => {
  const memory = createLatencyMemory(5_000);
  memory.remember(look("1", after(1000), 0));
  expect(memory.remember(look("2", after(0, 60), 1_000))).toMatchObject({ requests: 60 });
});
