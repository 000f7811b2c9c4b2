import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { AdvanceQueue, ExecutionKey } from "@steadyhand/engine";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createRecorder, type Recorder } from "./recorder.ts";

/** One queue, and the world around it. */
export interface QueueWorld {
  /** Opens the queue as one more process of ours would. */
  open(): Promise<AdvanceQueue>;
  /** How `advancing-program.ts` opens it in a process of its own. */
  forChild(): Promise<string>;
  /** Takes away what the queue rests on, and gives it back when `during` is over. */
  outage(during: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface QueueBounds {
  /** How late a timer may be while everything runs, in milliseconds. */
  readonly lateMs: number;
  /** How long after the death of a process its work is begun elsewhere, in milliseconds. */
  readonly takenOverMs: number;
}

const program = fileURLToPath(new URL("advancing-program.ts", import.meta.url));
let executions = 0;

/** An execution that nobody has asked about. */
function newKey(): ExecutionKey {
  return { tenantId: "ten_default", executionId: `exe_${process.pid}x${++executions}` };
}

/** What every queue behind the port must hold. */
export function describeAdvanceQueue(name: string, openWorld: () => Promise<QueueWorld>, bounds: QueueBounds): void {
  // Some of them start processes, and a busy machine is slow at that: each bound that matters is measured by itself.
  describe(`the queue on ${name}`, { timeout: 90_000 }, () => {
    let world: QueueWorld;
    const opened: AdvanceQueue[] = [];
    const children: ChildProcess[] = [];

    beforeAll(async () => {
      world = await openWorld();
    });
    afterEach(async () => {
      for (const child of children.splice(0)) child.kill("SIGKILL");
      await Promise.all(opened.splice(0).map((queue) => queue.stop()));
    });
    afterAll(() => world.close());

    async function open(recorder?: Recorder): Promise<AdvanceQueue> {
      const queue = await world.open();
      opened.push(queue);
      if (recorder) await queue.start(recorder.advance);
      return queue;
    }

    it("advances an execution that is asked for now, once, and asks no more when it is done", async () => {
      const seen = createRecorder();
      const queue = await open(seen);
      const [key, later] = [newKey(), newKey()];
      const askedAt = Date.now();
      await queue.enqueue(key);
      await seen.until(() => seen.of(key).length === 1);
      expect(Date.now() - askedAt).toBeLessThan(1000);
      await queue.enqueue(later, new Date(Date.now() + 1500));
      await seen.until(() => seen.of(later).length === 1);
      expect(seen.of(key)).toHaveLength(1);
    });

    it("advances at the time that is asked for, not before it", async () => {
      const seen = createRecorder();
      const queue = await open(seen);
      const key = newKey();
      const at = Date.now() + 1200;
      await queue.enqueue(key, new Date(at));
      await seen.until(() => seen.of(key).length === 1);
      const late = (seen.of(key)[0]?.begunAt ?? 0) - at;
      expect(late).toBeGreaterThanOrEqual(-5);
      expect(late).toBeLessThan(bounds.lateMs);
    });

    it("advances again when it is asked while an advance is under way", async () => {
      let go = () => {};
      const held = new Promise<void>((resolve) => {
        go = resolve;
      });
      const seen = createRecorder(() => held);
      const queue = await open(seen);
      const key = newKey();
      await queue.enqueue(key);
      await seen.until(() => seen.of(key).length === 1);
      await queue.enqueue(key);
      go();
      await seen.until(() => seen.of(key).length === 2);
      expect(seen.mostAtOnce()).toBe(1);
    });

    it("never advances one execution twice at a time, however many ask on two nodes at once, and joins what waits", async () => {
      const seen = createRecorder(() => new Promise((resolve) => setTimeout(resolve, 3)));
      const queues = await Promise.all([open(seen), open(seen)]);
      const keys = [newKey(), newKey()];
      let lastAsked = 0;
      const asked = Array.from({ length: 200 }, async (_, n) => {
        await queues[n % 2]?.enqueue(keys[n % 4 < 2 ? 0 : 1] as ExecutionKey);
        lastAsked = Date.now();
      });
      await Promise.all(asked);
      for (const key of keys) {
        await queues[0]?.enqueue(key);
        const askedAt = Date.now();
        await seen.until(() =>
          seen.of(key).some(({ begunAt, endedAt }) => begunAt >= askedAt && endedAt !== undefined),
        );
        expect(seen.of(key).length).toBeLessThan(101);
      }
      expect(lastAsked).toBeGreaterThan(0);
      expect(seen.mostAtOnce()).toBe(1);
    });

    it("joins what asks for the same execution and time", async () => {
      const seen = createRecorder();
      const [asking, later] = [newKey(), newKey()];
      const queue = await open(seen);
      const at = Date.now() + 1500;
      await Promise.all(Array.from({ length: 50 }, () => queue.enqueue(asking, new Date(at))));
      await queue.enqueue(later, new Date(at + 800));
      await seen.until(() => seen.of(later).length === 1);
      // Those that were asked for in the same instant may not have seen one another.
      expect(seen.of(asking).length).toBeGreaterThan(0);
      expect(seen.of(asking).length).toBeLessThan(25);
    });

    it("tries again what failed, until it does not", async () => {
      let failures = 2;
      const key = newKey();
      const seen = createRecorder(async ({ executionId }) => {
        if (executionId === key.executionId && failures-- > 0) throw new Error("not this time");
      });
      const queue = await open(seen);
      await queue.enqueue(key);
      await seen.until(() => seen.of(key).length === 3);
      expect(seen.mostAtOnce()).toBe(1);
    });

    it("does what was asked for in whatever order it was asked", async () => {
      const seen = createRecorder();
      const queue = await open(seen);
      const orders = fc.sample(fc.shuffledSubarray([0, 2500, 5000, 2500], { minLength: 4 }), { numRuns: 8, seed: 4 });
      await Promise.all(
        orders.map(async (order) => {
          const key = newKey();
          const from = Date.now();
          for (const inMs of order) await queue.enqueue(key, inMs === 0 ? undefined : new Date(from + inMs));
          const times = () => seen.of(key).map(({ begunAt }) => begunAt - from);
          await seen.until(() => times().some((time) => time >= 4995));
          expect(times().some((time) => time < 2500)).toBe(true);
          expect(times().some((time) => time >= 2495 && time < 5000)).toBe(true);
        }),
      );
    });

    it("fires a thousand timers of a thousand executions, each once and in time", async () => {
      const seen = createRecorder();
      const queue = await open(seen);
      const keys = Array.from({ length: 1000 }, newKey);
      const from = Date.now() + 8000;
      const at = new Map(keys.map(({ executionId }, n) => [executionId as string, from + n]));
      await Promise.all(keys.map((key) => queue.enqueue(key, new Date(at.get(key.executionId) ?? 0))));
      // What is asked for after its time is late by that.
      const askedAt = Date.now();
      const fired = () => seen.advances.filter(({ executionId }) => at.has(executionId));
      await seen.until(() => fired().length === 1000);
      const late = fired()
        .map(({ executionId, begunAt }) => begunAt - Math.max(askedAt, at.get(executionId) ?? 0))
        .sort((a, b) => a - b);
      expect(new Set(fired().map(({ executionId }) => executionId)).size).toBe(1000);
      expect(fired().every(({ executionId, begunAt }) => begunAt >= (at.get(executionId) ?? 0) - 5)).toBe(true);
      expect(late[989]).toBeLessThan(20 * bounds.lateMs);
    });

    it("advances elsewhere what a killed process was advancing", async () => {
      const key = newKey();
      const child = spawn(process.execPath, [program, await world.forChild(), key.executionId], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      children.push(child);
      const lines = createInterface({ input: child.stdout });
      const [ready] = await once(lines, "line");
      expect(ready).toBe("ready");
      const begun = once(lines, "line");
      const asking = await open();
      await asking.enqueue(key);
      expect(await begun).toEqual([`begun ${key.executionId}`]);
      child.kill("SIGKILL");
      await once(child, "exit");
      const killedAt = Date.now();
      const seen = createRecorder();
      await asking.start(seen.advance);
      await seen.until(() => seen.of(key).length === 1);
      expect(Date.now() - killedAt).toBeLessThan(bounds.takenOverMs);
    });

    it("stops within a bound also when an advance never ends, and that one is advanced after the next start", async () => {
      let wasAborted = false;
      const stuck = createRecorder((_, signal) => {
        signal.addEventListener("abort", () => {
          wasAborted = true;
        });
        return new Promise(() => {});
      });
      const first = await open(stuck);
      const key = newKey();
      await first.enqueue(key);
      await stuck.until(() => stuck.of(key).length === 1);
      const stoppedAt = Date.now();
      await Promise.all([first.stop(), first.stop()]);
      expect(Date.now() - stoppedAt).toBeLessThan(4000);
      expect(wasAborted).toBe(true);
      const seen = createRecorder();
      await open(seen);
      await seen.until(() => seen.of(key).length === 1);
    });

    it("takes up at a start what became due while nobody was there", async () => {
      const asking = await open();
      const keys = [newKey(), newKey()];
      await asking.enqueue(keys[0] as ExecutionKey);
      const at = Date.now() + 300;
      await asking.enqueue(keys[1] as ExecutionKey, new Date(at));
      await asking.stop();
      const seen = createRecorder();
      const queue = await world.open();
      opened.push(queue);
      await expect.poll(() => Date.now()).toBeGreaterThan(at);
      const startedAt = Date.now();
      await queue.start(seen.advance);
      await seen.until(() => keys.every((key) => seen.of(key).length === 1));
      expect(Date.now() - startedAt).toBeLessThan(bounds.takenOverMs);
    });

    it("loses nothing when what it rests on goes away and comes back", async () => {
      const seen = createRecorder();
      const queue = await open(seen);
      const [before, during] = [newKey(), newKey()];
      const at = Date.now() + 1500;
      await queue.enqueue(before, new Date(at));
      let asked: Promise<void> = Promise.resolve();
      await world.outage(async () => {
        asked = enqueueUntilHeard(queue, during);
        await expect.poll(() => Date.now(), { timeout: 5000 }).toBeGreaterThan(at);
        expect(seen.of(before)).toEqual([]);
      });
      await asked;
      await seen.until(() => [before, during].every((key) => seen.of(key).length > 0));
    });
  });
}

/** What is not stored is refused, and whoever asks tries again. */
async function enqueueUntilHeard(queue: AdvanceQueue, key: ExecutionKey): Promise<void> {
  for (;;) {
    try {
      return await queue.enqueue(key);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
