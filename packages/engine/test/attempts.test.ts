import type { AttemptResult } from "@steadyhand/core/execution";
import { OpsError } from "@steadyhand/core/outcome";
import { proposalDigest } from "@steadyhand/core/proposal";
import { createRedactor } from "@steadyhand/core/redaction";
import { expect, it } from "vitest";
import { type AttemptKey, createAttempts } from "../src/attempts.ts";
import type { Order, Runner } from "../src/index.ts";

const key: AttemptKey = { tenantId: "ten_a", executionId: "exe_1", stepId: "stp_1", attemptId: "exe_1/stp_1/1" };
const bytes = JSON.stringify({ command: { kind: "words", words: ["true"] }, workingDirectory: "/", timeoutMs: 1000 });
const { stepId, attemptId } = key;
const dispatch = { type: "dispatch" as const, stepId, attemptId, bytes, digest: proposalDigest(bytes) };
const silent = new OpsError("Cannot start: Redis is silent", { kind: "refused", code: "panic.bus_silent" });

/** A door that is shut until it is opened, a clock that goes on by itself, and what reached the runner behind it. */
function atDoor({ leaseRuns = Number.POSITIVE_INFINITY } = {}) {
  const started: string[] = [];
  const ended: AttemptResult[] = [];
  const stop = new AbortController();
  let now = Date.parse("2026-03-01T02:00:00Z");
  let tries = 0;
  let opensAt = Number.POSITIVE_INFINITY;
  let each = () => {};
  // Nothing else of a runner is asked for here.
  const runner = {
    async start({ attemptId }: Order) {
      tries += 1;
      each();
      if (tries < opensAt) throw silent;
      started.push(attemptId);
    },
  } as Partial<Runner> as Runner;
  const attempts = createAttempts({
    ...{ runner, stepEnvironment: {}, stopping: stop.signal, show() {} },
    clock: {
      now: () => new Date(now),
      at(time, run) {
        now = time.getTime();
        const timer = setImmediate(run);
        return () => clearImmediate(timer);
      },
    },
    hold: { until: async () => (tries < leaseRuns ? 1 : undefined) },
    ended: (_key, result) => void ended.push(result),
  });
  return {
    ...{ attempts, started, ended, stop },
    tries: () => tries,
    openAt: (number: number) => {
      opensAt = number;
    },
    onTry: (run: () => void) => {
      each = run;
    },
    run: () => attempts.dispatch(key, dispatch, createRedactor({ learned: [] }), 1),
  };
}

it("waits at the door while the bus is silent, and starts the approved step once it is heard again", async () => {
  const door = atDoor();
  door.openAt(5);
  await door.run();
  expect([door.started, door.ended]).toEqual([[key.attemptId], []]);
});

it("waits no longer than an order may take to reach the runner: then it has not run", async () => {
  const door = atDoor();
  await door.run();
  expect(door.ended).toMatchObject([{ outcome: "not_started", detail: expect.stringContaining("Redis is silent") }]);
  expect(door.tries()).toBe(241);
});

it("starts nothing that was cancelled while it waited", async () => {
  const door = atDoor();
  door.openAt(9);
  door.onTry(() => door.tries() === 3 && expect(door.attempts.withdraw(key.attemptId)).toBe(true));
  await door.run();
  expect(door.started).toEqual([]);
  expect(door.ended).toMatchObject([{ outcome: "not_started", detail: expect.stringContaining("cancelled") }]);
  expect(door.attempts.withdraw(key.attemptId)).toBe(false);
});

it.each<[string, (door: ReturnType<typeof atDoor>) => void]>([
  ["its lease has ended", () => {}],
  ["the engine stops", (door) => door.onTry(() => door.tries() === 3 && door.stop.abort())],
])("leaves it dispatched for whoever comes next when %s meanwhile", async (what, arrange) => {
  const door = atDoor(what === "its lease has ended" ? { leaseRuns: 3 } : {});
  door.openAt(9);
  arrange(door);
  await door.run();
  expect([door.started, door.ended, door.tries()]).toEqual([[], [], 3]);
});
