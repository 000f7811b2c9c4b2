import type { Execution, ExecutionEvent } from "@steadyhand/core/execution";
import { refusalError } from "@steadyhand/core/outcome";
import { expect, it } from "vitest";
import { createAdvance } from "../src/advance.ts";
import type { ExecutionKey } from "../src/index.ts";
import type { Input } from "../src/transact.ts";
import { now, runOf } from "./samples.ts";

const key: ExecutionKey = { tenantId: "ten_a", executionId: "exe_1" };
const signal = new AbortController().signal;

const later = (ms: number) => new Date(now.getTime() + ms);

/** A step that waits for its next try at a time, and an advance by a clock that shows `at`. */
function waiting(dueAt: Date, at: Date, startedAt = later(-3_600_000)) {
  const { execution } = runOf("echo hello");
  const step = { phase: "ready", waitsFor: "retry", at: dueAt } as Execution["steps"][string & `stp_${string}`];
  const state: Execution = { ...execution, startedAt, steps: { stp_1: step } };
  const asked: (Date | undefined)[] = [];
  const events: ExecutionEvent[] = [];
  const advance = createAdvance(
    {
      // As the conductor does: what owes nothing that can be done now is refused.
      async apply(_key, { event }: Input) {
        const due = event(state, {} as never, {} as never, undefined);
        if (due === undefined) throw refusalError({ code: "execution.unchanged", message: "Cannot change it" });
        events.push(due);
        return {} as never;
      },
    },
    {
      clock: { now: () => at, at: () => () => {} },
      executions: { get: async () => state },
      queue: { enqueue: async (_key, when) => void asked.push(when) },
    },
  );
  return { advance, asked, events };
}

it("asks the queue once more for what it came too early for, as much later by its clock as it was early by ours", async () => {
  const { advance, asked, events } = waiting(later(7_000), now);
  await advance(key, signal);
  expect(events).toEqual([]);
  // The queue's clock is 7 s ahead: it shows the due time now, and 7 s later ours shows it too.
  expect(asked).toEqual([later(14_000)]);
});

it("leaves it at that when it was the look at a new execution, which used up no time that was asked for", async () => {
  const { advance, asked, events } = waiting(later(900_000), now, later(-5_000));
  await advance(key, signal);
  expect(events).toEqual([]);
  expect(asked).toEqual([]);
});

it("does what is due, and asks for nothing", async () => {
  const { advance, asked, events } = waiting(now, now);
  await advance(key, signal);
  expect(events).toMatchObject([{ type: "retry_due" }]);
  expect(asked).toEqual([]);
});
