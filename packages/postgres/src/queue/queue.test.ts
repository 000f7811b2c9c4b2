import type { Execution, StepState } from "@steadyhand/core/execution";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { draft, execution, next } from "../../test/samples.ts";
import { openTestServer, quiet, type TestServer, tenantId } from "../../test/test-server.ts";
import { type Database, type DatabasePlace, openDatabase } from "../database/index.ts";
import { createExecutionStore } from "../stores/execution-store.ts";
import { openAdvanceOutbox, openPgBossQueue, type PgBossQueue } from "./index.ts";

const clock = { now: () => new Date(), at: () => () => {} };
const key = { tenantId, executionId: "exe_1" } as const;

let server: TestServer;
let place: DatabasePlace;
let database: Database;
let admin: Client;
let queue: PgBossQueue;
const opened: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  place = await server.newPlace();
  database = await openDatabase({ place, log: quiet });
  admin = await server.superuser(place);
  queue = await openQueue({ isSoleNode: false });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.stop()));
  await admin.end();
  await database.close();
});

async function openQueue(options: { isSoleNode: boolean }): Promise<PgBossQueue> {
  const one = await openPgBossQueue({ place, log: quiet, clock, stopWithinMs: 500, ...options });
  opened.push(one);
  return one;
}

/** The times that are asked for, oldest first, without those that are now. */
async function askedTimes(): Promise<number[]> {
  const { rows } = await admin.query(
    "SELECT start_after FROM steadyhand_queue.job WHERE start_after > now() + interval '5 s' ORDER BY 1",
  );
  return rows.map(({ start_after }) => start_after.getTime());
}

async function countJobs(): Promise<number> {
  const { rows } = await admin.query("SELECT count(*)::integer AS count FROM steadyhand_queue.job");
  return rows[0].count;
}

function waitingUntil(before: Execution, at: Date): Execution {
  const step: StepState = { phase: "ready", waitsFor: "retry", why: "it failed once", at };
  return { ...next(before), steps: { stp_1: step } };
}

describe("a state and what it asks for", () => {
  it("are stored together: a new execution is asked for once, and not when it is refused", async () => {
    const store = createExecutionStore({ database, clock, queue });
    const started = execution("exe_1", tenantId, clock.now());
    await store.create(started, [draft("started", started)]);
    expect(await countJobs()).toBe(1);
    const again = store.create({ ...started }, [draft("started again")]);
    await expect(again).rejects.toMatchObject({ code: "execution.exists" });
    expect(await countJobs()).toBe(1);
  });

  it("are stored together: a time that the state waits for, once, however often it is stored", async () => {
    const store = createExecutionStore({ database, clock, queue });
    const started = execution("exe_1", tenantId, clock.now());
    await store.create(started, [draft("started", started)]);
    const at = new Date(Date.now() + 30_000);
    const wait = (before: Execution) => {
      const after = waitingUntil(before, at);
      return { execution: after, events: [draft("waits", after)], result: undefined };
    };
    await store.transition(key, wait);
    expect(await askedTimes()).toEqual([at.getTime()]);
    await store.transition(key, wait);
    await queue.enqueue(key, at);
    expect(await askedTimes()).toEqual([at.getTime()]);
  });

  it("are both gone when the transaction is rolled back", async () => {
    const store = createExecutionStore({ database, clock, queue });
    const started = execution("exe_1", tenantId, clock.now());
    await store.create(started, [draft("started", started)]);
    const failing = store.transition(key, (before) => {
      const after = waitingUntil(before, new Date(Date.now() + 30_000));
      // The same place in the execution twice: the ledger refuses the second.
      return { execution: after, events: [draft("waits", after), draft("waits", after)], result: undefined };
    });
    await expect(failing).rejects.toThrow();
    expect(await askedTimes()).toEqual([]);
    expect(await store.get(tenantId, "exe_1")).toMatchObject({ sequence: started.sequence });
  });

  it("are stored together also where the queue is not in the database", async () => {
    const outbox = await openAdvanceOutbox({ place, clock });
    opened.push({ stop: () => outbox.close() });
    const store = createExecutionStore({ database, clock, queue: outbox });
    const started = execution("exe_1", tenantId, clock.now());
    await store.create(started, [draft("started", started)]);
    expect(await outbox.claim(10)).toMatchObject([{ key, due: expect.any(Date) }]);
    expect(await outbox.claim(10)).toEqual([]);
  });
});

it("counts a time more than a minute away to the full second", async () => {
  const at = new Date(Date.UTC(2099, 0, 1, 0, 0, 0, 1));
  await queue.enqueue(key, at);
  await queue.enqueue(key, new Date(at.getTime() + 900));
  expect(await askedTimes()).toEqual([Date.UTC(2099, 0, 1, 0, 0, 1)]);
});

it("takes back at once, on a sole node, what an earlier process was advancing", async () => {
  const taken = Promise.withResolvers<void>();
  await queue.start(() => {
    taken.resolve();
    return new Promise(() => {});
  });
  await queue.enqueue(key);
  await taken.promise;
  const startedAt = performance.now();
  const sole = await openQueue({ isSoleNode: true });
  await new Promise<void>((resolve) => {
    void sole.start(async () => resolve());
  });
  expect(performance.now() - startedAt).toBeLessThan(1000);
});

it("does not let a late word of a process that fell silent end what another has begun", async () => {
  const late = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  await queue.start(() => {
    begun.resolve();
    return late.promise;
  });
  await queue.enqueue(key);
  await begun.promise;
  const sole = await openQueue({ isSoleNode: true });
  const begunElsewhere = Promise.withResolvers<void>();
  await sole.start(() => {
    begunElsewhere.resolve();
    return new Promise(() => {});
  });
  await begunElsewhere.promise;
  late.resolve();
  await queue.stop();
  const { rows } = await admin.query("SELECT state, retry_count FROM steadyhand_queue.job");
  expect(rows).toEqual([{ state: "active", retry_count: 1 }]);
});

it("leaves a long advance to the process that is at it, as long as that one gives signs of life", async () => {
  const other = await openQueue({ isSoleNode: false });
  let begun = 0;
  const long = async () => {
    begun++;
    // Longer than any process may be silent.
    await new Promise((resolve) => setTimeout(resolve, 4500));
  };
  await Promise.all([queue.start(long), other.start(long)]);
  await queue.enqueue(key);
  await expect.poll(countJobs, { timeout: 10_000 }).toBe(0);
  expect(begun).toBe(1);
});

it("leaves nothing behind once an advance is done", async () => {
  const done = Promise.withResolvers<void>();
  await queue.start(async () => done.resolve());
  await queue.enqueue(key);
  await done.promise;
  await queue.stop();
  expect(await countJobs()).toBe(0);
});

describe("the queue's tables", () => {
  it("hold ids and times, and nothing of any tenant's", async () => {
    await queue.enqueue(key);
    const { rows } = await admin.query("SELECT data, output FROM steadyhand_queue.job");
    expect(rows).toEqual([{ data: key, output: null }]);
  });

  it("are the owner's: the application may only ask, take and put away", async () => {
    const app = await server.superuser(place);
    await app.query("SET ROLE steadyhand_app");
    for (const statement of [
      "CREATE TABLE steadyhand_queue.mine ()",
      "TRUNCATE steadyhand_queue.job_common",
      "UPDATE steadyhand_queue.queue SET retry_limit = 0",
      "DELETE FROM steadyhand_queue.version",
    ]) {
      await expect(app.query(statement)).rejects.toThrow("permission denied");
    }
    await app.end();
    const owned = await admin.query(
      "SELECT FROM pg_class WHERE relnamespace = 'steadyhand_queue'::regnamespace AND relowner <> 'steadyhand_owner'::regrole",
    );
    expect(owned.rowCount).toBe(0);
  });

  it("are made once, also when several servers start at the same time", async () => {
    const fresh = await server.newPlace();
    const opening = [1, 2, 3].map(() => openPgBossQueue({ place: fresh, log: quiet, clock, isSoleNode: false }));
    const queues = await Promise.all(opening);
    await Promise.all(queues.map((one) => one.stop()));
  });
});
