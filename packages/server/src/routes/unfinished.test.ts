import type { NodeView, UnfinishedIntent } from "@steadyhand/engine";
import { describe, expect, it } from "vitest";
import { createOldUnfinished, unfinishedOf } from "./unfinished.ts";

const now = Date.parse("2026-03-01T03:00:00.000Z");
const intent = (seconds: number, change: Partial<UnfinishedIntent> = {}): UnfinishedIntent => ({
  ...{
    executionId: "exe_1",
    runbookId: "rbk_1",
    stepId: "stp_1",
    attemptId: "exe_1/stp_1/1",
    targetName: "host",
    sequence: 7,
  },
  ...{ dispatchedAt: new Date(now - seconds * 1000), isLost: false, nodeId: "nod_1", ...change },
});
const node = (leaseLeftMs: number): NodeView => ({
  ...{ id: "nod_1", name: "one:7700", target: "host", runnerId: "run_1", version: "0.1.0" },
  ...{ startedAt: new Date(now), epoch: 1, leaseLeftMs, carries: 1 },
});

/** What the store would answer, and how often it was asked. */
function servicesOf(intents: readonly UnfinishedIntent[], leaseLeftMs = 2_000) {
  const asked = { times: 0 };
  let at = now;
  return {
    asked,
    pass: (ms: number) => {
      at += ms;
    },
    now: () => new Date(at),
    nodeStore: { list: async () => [node(leaseLeftMs)] },
    record: {
      listUnfinished: async () => {
        asked.times += 1;
        return intents;
      },
    },
  };
}
const of = (services: ReturnType<typeof servicesOf>) => services as unknown as Parameters<typeof unfinishedOf>[0];

describe("what was begun and has no outcome", () => {
  it("is awaited while its server lives, taken over when it is gone, and lost when nobody can be asked", async () => {
    const states = async (one: UnfinishedIntent, leaseLeftMs?: number) =>
      (await unfinishedOf(of(servicesOf([one], leaseLeftMs)), "ten_one")).map(({ state, ageMs }) => [state, ageMs]);
    expect(await states(intent(3))).toEqual([["awaited", 3_000]]);
    expect(await states(intent(3), -100)).toEqual([["node_gone", 3_000]]);
    expect(await states(intent(3, { isLost: true }), -100)).toEqual([["lost", 3_000]]);
    const { nodeId: _node, ...without } = intent(3);
    expect(await states(without)).toEqual([["awaited", 3_000]]);
  });

  it("is in the status when it is older than a minute, and looked up once for all who look within 5 s", async () => {
    const services = servicesOf([intent(59), intent(60, { executionId: "exe_2" })]);
    const old = createOldUnfinished(of(services));
    expect((await old("ten_one")).map(({ executionId }) => executionId)).toEqual(["exe_2"]);
    await old("ten_one");
    expect(services.asked.times).toBe(1);
    services.pass(5_000);
    expect(await old("ten_one")).toHaveLength(2);
    expect(services.asked.times).toBe(2);
  });

  it("keeps no status from being said where it cannot be read", async () => {
    const services = { ...servicesOf([]), record: { listUnfinished: () => Promise.reject(new Error("gone")) } };
    expect(await createOldUnfinished(services as never)("ten_one")).toEqual([]);
  });
});
