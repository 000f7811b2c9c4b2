import type { Execution } from "@steadyhand/core/execution";
import type { Actor, ExecutionId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { PanicState } from "@steadyhand/core/panic";
import {
  type Clock,
  type CronTimes,
  createSchedules,
  type ScheduleStore,
  type Schedules,
  type SchedulesOptions,
} from "@steadyhand/engine";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { draft, riley } from "./samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "./test-server.ts";

let server: TestServer;
let stores: TestStores;
let world: World;

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  stores = await openTestStores(await server.newPlace());
  await stores.people.add(tenantId, { actor: riley, keySha256: "a".repeat(64) }, [draft("added")]);
  world = openWorld();
});
afterEach(() => stores[Symbol.asyncDispose]());

const caller = { tenantId, actor: riley };
let count = 0;
const start = { runbookId: "rbk_1", mode: "run", environment: "test", values: {} } as const;

/** Every five minutes; the real reader of expressions is the server's. */
const everyFiveMinutes: CronTimes = {
  problemOf: ({ expression }) => (expression === "*/5 * * * *" ? undefined : "it is none"),
  nextAfter: (_timing, after) => new Date((Math.floor(after.getTime() / 300_000) + 1) * 300_000),
};
const cron = { kind: "cron", expression: "*/5 * * * *", timeZone: "UTC" } as const;

/** Two servers' schedules on one database, with one time that stands still until it is moved. */
interface World {
  readonly clock: { now(): Date; moveTo(time: string): Promise<void> };
  /** How far the clock of the first server is ahead. */
  aheadMs: number;
  panic: PanicState;
  /** Called once, when a start has been made or when a schedule is about to be stored. */
  onStart: (() => void) | undefined;
  beforePut: (() => Promise<unknown>) | undefined;
  readonly nodes: readonly [Schedules, Schedules];
  /** Starts as they were asked for: one a try, with who and under which key. */
  readonly starts: { readonly key: string | undefined; readonly actor: Actor; readonly node: number }[];
  /** Runs that there are, by id. */
  readonly runs: Map<ExecutionId, "running" | "completed">;
  /** What the next start is refused with. */
  refusal: OpsError | undefined;
}

function openWorld(): World {
  let now = new Date("2026-03-01T10:00:00.000Z");
  const timers = new Set<{ readonly at: Date; readonly run: () => void }>();
  /** A server's own, which may go wrong. */
  const clockOf = (aheadMs: () => number): Clock => ({
    now: () => new Date(now.getTime() + aheadMs()),
    at(at, run) {
      const timer = { at: new Date(at.getTime() - aheadMs()), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  });
  const store: ScheduleStore = {
    ...stores.schedules,
    // Instead of the database's own, which goes on by itself.
    now: async () => now,
    async put(schedule, events) {
      const { beforePut } = result;
      result.beforePut = undefined;
      await beforePut?.();
      await stores.schedules.put(schedule, events);
    },
  };
  const clock = {
    now: () => now,
    async moveTo(time: string) {
      now = new Date(time);
      const due = [...timers].filter(({ at }) => at <= now);
      for (const timer of due) timers.delete(timer);
      for (const { run } of due) run();
      await settled();
    },
  };
  const starts: World["starts"] = [];
  const runs: World["runs"] = new Map();
  const node = (number: number) =>
    createSchedules({
      store: watched(store),
      people: watched(stores.people),
      executions: { get: async (_tenant, id) => ({ id, phase: runs.get(id) }) as Execution },
      engine: engineOf(number),
      cron: everyFiveMinutes,
      clock: clockOf(() => (number === 1 ? result.aheadMs : 0)),
      panic: () => result.panic,
      newId: (prefix) => `${prefix}_${++count}`,
      log: { info() {}, error: (fields) => failures.push(fields) },
    });
  // Only what the schedules call of the engine: what an engine does with a start has its own tests.
  const engineOf = (number: number): SchedulesOptions["engine"] => ({
    checkStart: async () => ({ runbook: { id: "rbk_1", version: 3, title: "Look" } }) as never,
    get: async (_caller, id) =>
      ({ execution: { id, runbook: { id: "rbk_1", version: 3, title: "Look" }, ...run } }) as never,
    async startExecution({ actor }, { idempotencyKey }) {
      starts.push({ key: idempotencyKey, actor, node: number });
      if (result.refusal) throw result.refusal;
      const id: ExecutionId = `exe_${idempotencyKey?.replace(/\W/g, "-")}`;
      if (!runs.has(id)) runs.set(id, "running");
      const { onStart } = result;
      result.onStart = undefined;
      onStart?.();
      return { execution: { id } } as never;
    },
  });
  const result: World = {
    ...{ clock, nodes: [node(1), node(2)], starts, runs, refusal: undefined },
    ...{ aheadMs: 0, panic: { isOn: false }, onStart: undefined, beforePut: undefined },
  };
  return result;
}

const run = {
  mode: "run",
  environment: "test",
  values: { host: "db-1" },
  settings: {},
  subject: "s",
  project: "default",
  guards: [{ name: "health", command: { kind: "words", words: ["true"] } }],
  settleMs: 500,
  retries: 2,
};
const press = { id: "pan_1", since: new Date(), by: riley, reason: "wrong cluster", kill: false } as const;
const panic: PanicState = { isOn: true, ...press };
const failures: object[] = [];

let underway = 0;

/** Counts what is asked of it and not answered yet. */
function watched<Asked extends object>(asked: Asked): Asked {
  const counted = Object.entries(asked).map(([name, ask]) => [
    name,
    (...of: unknown[]) => {
      underway += 1;
      return Promise.resolve(ask(...of)).finally(() => {
        underway -= 1;
      });
    },
  ]);
  // Every member of what is watched here is a method that answers later.
  return Object.fromEntries(counted) as Asked;
}

/** Waits until what the timers began has reached the database and come back. */
async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 5; ) {
    await stores.people.list(tenantId);
    quiet = underway === 0 ? quiet + 1 : 0;
  }
}

async function types(): Promise<string[]> {
  const { items } = await stores.ledger.list(tenantId, { type: "schedule.*" }, { limit: 100 });
  return items.map(({ type }) => type).reverse();
}

function endRuns(): void {
  for (const id of world.runs.keys()) world.runs.set(id, "completed");
}

describe("a schedule", () => {
  it("fires once at its time with two servers on one database", async () => {
    const [first, second] = world.nodes;
    await Promise.all([first.start(), second.start()]);
    await first.add(caller, { name: "Nightly", start, timing: cron });
    for (const minute of ["05", "10", "15", "20"]) {
      await world.clock.moveTo(`2026-03-01T10:${minute}:00.000Z`);
      await world.clock.moveTo(`2026-03-01T10:${minute}:20.000Z`);
      endRuns();
    }
    expect(world.runs.size).toBe(4);
    expect(await types()).toEqual(["schedule.added", ...Array(4).fill("schedule.fired")]);
    await Promise.all([first.stop(), second.stop()]);
    expect(failures).toEqual([]);
  });

  it("is started on behalf of the person who made it, so that it is not their second pair of eyes", async () => {
    const [first] = world.nodes;
    await first.start();
    await first.add(caller, { name: "Nightly", start, timing: cron });
    await world.clock.moveTo("2026-03-01T10:05:00.000Z");
    expect(world.starts).toMatchObject([{ actor: { kind: "schedule", id: riley.id } }]);
    await first.stop();
  });

  it("makes up for missed times by one run, and says how many there were", async () => {
    const [first] = world.nodes;
    await first.add(caller, { name: "Nightly", start, timing: cron });
    await world.clock.moveTo("2026-03-01T11:02:00.000Z");
    await first.start();
    await settled();
    expect(world.runs.size).toBe(1);
    const [fired] = (await stores.ledger.list(tenantId, { type: "schedule.fired" }, { limit: 10 })).items;
    expect(fired).toMatchObject({ data: { missed: 11 }, why: expect.stringContaining("missed") });
    const [schedule] = await first.list(caller);
    expect(schedule?.state).toEqual({ phase: "active", nextDue: new Date("2026-03-01T11:05:00.000Z") });
    await first.stop();
  });

  it("is skipped, on the record, while the run before has not ended", async () => {
    const [first] = world.nodes;
    await first.start();
    await first.add(caller, { name: "Nightly", start, timing: cron });
    await world.clock.moveTo("2026-03-01T10:05:00.000Z");
    await world.clock.moveTo("2026-03-01T10:10:00.000Z");
    endRuns();
    await world.clock.moveTo("2026-03-01T10:15:00.000Z");
    expect(await types()).toEqual(["schedule.added", "schedule.fired", "schedule.skipped", "schedule.fired"]);
    await first.stop();
  });

  it("is taken up by the other server when one dies between holding and recording, and starts nothing twice", async () => {
    const [first, second] = world.nodes;
    const added = await first.add(caller, {
      name: "Once",
      start,
      timing: { kind: "once", at: new Date("2026-03-01T10:01:00Z") },
    });
    await world.clock.moveTo("2026-03-01T10:01:00.000Z");
    // The first server held it, started the run and died.
    await stores.schedules.holdDue(world.clock.now(), new Date("2026-03-01T10:01:30.000Z"));
    world.runs.set(`exe_${`${added.id}/2026-03-01T10:01:00.000Z`.replace(/\W/g, "-")}`, "running");
    await second.start();
    await settled();
    expect(world.starts).toEqual([]);
    await world.clock.moveTo("2026-03-01T10:01:31.000Z");
    expect(world.starts).toHaveLength(1);
    expect(world.runs.size).toBe(1);
    expect((await second.get(caller, added.id)).state.phase).toBe("ended");
    await second.stop();
  });

  it("fires nothing while it is paused, and makes up for nothing", async () => {
    const [first, second] = world.nodes;
    await first.start();
    const { id } = await first.add(caller, { name: "Nightly", start, timing: cron });
    await second.pause(caller, id, "moving house");
    await world.clock.moveTo("2026-03-01T10:12:00.000Z");
    expect(world.runs.size).toBe(0);
    await expect(second.pause(caller, id, "again")).rejects.toMatchObject({ code: "schedule.phase" });
    await second.resume(caller, id);
    expect((await second.get(caller, id)).state).toEqual({
      phase: "active",
      nextDue: new Date("2026-03-01T10:15:00.000Z"),
    });
    await second.remove(caller, id);
    await world.clock.moveTo("2026-03-01T10:30:00.000Z");
    expect(world.runs.size).toBe(0);
    expect(await types()).toEqual([...["schedule.added", "schedule.paused", "schedule.resumed", "schedule.removed"]]);
    await first.stop();
  });

  it("stops when its person can sign in no more", async () => {
    const [first] = world.nodes;
    await first.start();
    const { id } = await first.add(caller, { name: "Nightly", start, timing: cron });
    await stores.people.remove(tenantId, riley.id, [draft("gone")]);
    await world.clock.moveTo("2026-03-01T10:05:00.000Z");
    expect(world.starts).toEqual([]);
    expect((await first.get(caller, id)).state).toMatchObject({ phase: "paused" });
    expect(await types()).toEqual(["schedule.added", "schedule.refused", "schedule.paused"]);
    await first.stop();
  });

  it("records a start that was refused, and goes on with its next time", async () => {
    const [first] = world.nodes;
    await first.start();
    const { id } = await first.add(caller, { name: "Nightly", start, timing: cron });
    world.refusal = new OpsError("Cannot start: it is locked", { kind: "refused", code: "runbook.locked" });
    await world.clock.moveTo("2026-03-01T10:05:00.000Z");
    expect(await first.get(caller, id)).toMatchObject({
      state: { phase: "active" },
      last: { outcome: "refused", why: "Cannot start: it is locked" },
    });
    await first.stop();
  });

  it("is tried again when what stood in the way was no refusal", async () => {
    const [first] = world.nodes;
    await first.start();
    await first.add(caller, { name: "Nightly", start, timing: cron });
    world.refusal = new OpsError("Cannot reach the database", { kind: "unavailable", code: "database.away" });
    await world.clock.moveTo("2026-03-01T10:05:00.000Z");
    world.refusal = undefined;
    await world.clock.moveTo("2026-03-01T10:05:31.000Z");
    expect([...world.runs.keys()]).toHaveLength(1);
    expect(failures.splice(0)).toHaveLength(1);
    await first.stop();
  });

  it("runs now when a person asks, besides its times, but not beside a run that has not ended", async () => {
    const [first] = world.nodes;
    const { id } = await first.add(caller, { name: "Nightly", start, timing: cron });
    expect(await first.runNow(caller, id)).toMatchObject({ outcome: "started" });
    await world.clock.moveTo("2026-03-01T10:01:00.000Z");
    await expect(first.runNow(caller, id)).rejects.toMatchObject({ code: "schedule.still_running" });
    expect((await first.get(caller, id)).state).toMatchObject({ nextDue: new Date("2026-03-01T10:05:00.000Z") });
  });

  it("is started now on behalf of who asks, whoever made it", async () => {
    const [first] = world.nodes;
    const { id } = await first.add(caller, { name: "Nightly", start, timing: cron });
    const kim: Actor = { kind: "person", id: "act_kim", name: "Kim" };
    await first.runNow({ tenantId, actor: kim }, id);
    expect(world.starts.map(({ actor }) => actor)).toEqual([kim]);
    const [fired] = (await stores.ledger.list(tenantId, { type: "schedule.fired" }, { limit: 10 })).items;
    expect(fired?.actor).toEqual(kim);
  });

  it("has its run of now recorded also when somebody changes it meanwhile", async () => {
    const [first, second] = world.nodes;
    const { id } = await first.add(caller, { name: "Nightly", start, timing: cron });
    world.beforePut = () => second.pause(caller, id, "moving house");
    const { executionId } = await first.runNow(caller, id);
    expect(await first.get(caller, id)).toMatchObject({ state: { phase: "paused" }, last: { executionId } });
    expect(await types()).toEqual(["schedule.added", "schedule.paused", "schedule.fired"]);
  });

  it("starts nothing while panic is on, stays due, and is made up for by one run once it is over", async () => {
    const [first] = world.nodes;
    await first.start();
    const { id } = await first.add(caller, { name: "Nightly", start, timing: cron });
    world.panic = panic;
    for (const minute of ["05", "10", "15"]) await world.clock.moveTo(`2026-03-01T10:${minute}:00.000Z`);
    await expect(first.runNow(caller, id)).rejects.toMatchObject({ code: "panic.on" });
    expect(world.starts).toEqual([]);
    expect((await first.get(caller, id)).state).toEqual({
      phase: "active",
      nextDue: new Date("2026-03-01T10:05:00.000Z"),
    });
    world.panic = { isOn: false };
    await world.clock.moveTo("2026-03-01T10:15:15.000Z");
    expect(world.starts).toHaveLength(1);
    expect(await types()).toEqual(["schedule.added", "schedule.fired"]);
    await first.stop();
  });

  it("stays due when panic is pressed between taking hold of it and starting it", async () => {
    const [first] = world.nodes;
    await first.start();
    for (const name of ["One", "Two"]) await first.add(caller, { name, start, timing: cron });
    world.onStart = () => {
      world.panic = panic;
    };
    await world.clock.moveTo("2026-03-01T10:05:00.000Z");
    expect(world.starts).toHaveLength(1);
    world.panic = { isOn: false };
    for (const second of ["15", "30", "45"]) await world.clock.moveTo(`2026-03-01T10:05:${second}.000Z`);
    expect(world.runs.size).toBe(2);
    await first.stop();
  });

  it("is due by the database's time, however wrong the clock of a server is", async () => {
    for (const aheadMs of [600_000, -600_000]) {
      world = openWorld();
      world.aheadMs = aheadMs;
      const [wrong] = world.nodes;
      await wrong.start();
      const { id, createdAt } = await wrong.add(caller, { name: "Nightly", start, timing: cron });
      expect(createdAt).toEqual(new Date("2026-03-01T10:00:00.000Z"));
      await world.clock.moveTo("2026-03-01T10:04:59.999Z");
      expect(world.starts).toEqual([]);
      await world.clock.moveTo("2026-03-01T10:05:00.000Z");
      expect(world.starts).toMatchObject([{ key: `${id}/2026-03-01T10:05:00.000Z` }]);
      await wrong.remove(caller, id);
      await wrong.stop();
    }
    // What the stores' own clock says is months away.
    const machine = Date.now();
    expect(Math.abs((await stores.schedules.now()).getTime() - machine)).toBeLessThan(5000);
  });

  it("looks at a run again later, with its values and only the steps that were asked for", async () => {
    const [first] = world.nodes;
    const at = new Date("2026-03-01T10:05:00.000Z");
    expect(await first.followUp(caller, "exe_1", { at, only: ["stp_2"] })).toMatchObject({
      follows: "exe_1",
      request: { only: ["stp_2"], values: { host: "db-1" }, version: 3, guardsOf: "exe_1", settleMs: 500, retries: 2 },
      timing: { kind: "once", at },
    });
  });

  it("is refused when its time has passed or cannot be read", async () => {
    const [first] = world.nodes;
    const past = { kind: "once", at: new Date("2026-03-01T09:00:00Z") } as const;
    for (const timing of [past, { ...cron, expression: "often" }]) {
      await expect(first.add(caller, { name: "x", start, timing })).rejects.toMatchObject({ code: "schedule.timing" });
    }
  });
});
