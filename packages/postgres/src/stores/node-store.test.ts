import type { StepState } from "@steadyhand/core/execution";
import type { PanicPress } from "@steadyhand/core/panic";
import { type Claimed, createNodes, type Lease, type NodeFacts, type NodeStore } from "@steadyhand/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draft, execution, next, riley } from "../../test/samples.ts";
import { openTestServer, type TestServer, tenantId } from "../../test/test-server.ts";
import { type Database, openDatabase } from "../database/index.ts";
import { createExecutionStore } from "./execution-store.ts";
import { createNodeStore } from "./node-store.ts";
import { createPanicStores } from "./panic-store.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const clock = { now: () => new Date(), at: () => () => {} };
const first = factsOf("nod_first");
const second = factsOf("nod_second");

function factsOf(id: NodeFacts["id"], more: Partial<NodeFacts> = {}): NodeFacts {
  return { id, name: id.slice(4), target: "web-1", runnerId: `run_${id}`, version: "1", ...more };
}

/** An empty database, a way to look at it as its administrator, and stores that write under a lease. */
async function open() {
  const place = await server.newPlace();
  const database = await openDatabase({ place, log: { info() {}, error() {} } });
  const admin = await server.superuser(place);
  const nodes = createNodeStore({ database });
  return {
    nodes,
    database,
    admin,
    under: (lease: Lease | undefined) => createExecutionStore({ database, clock, lease: () => lease }),
    /** As if its last heartbeat had been long ago. */
    silence: (id: string) =>
      admin.query("UPDATE steadyhand.node SET lease_until = now() - interval '1 second' WHERE id = $1", [id]),
    async [Symbol.asyncDispose]() {
      await admin.end();
      await database.close();
    },
  };
}

async function create(database: Database, lease: Lease, id: `exe_${string}` = "exe_1") {
  const started = execution(id, tenantId, new Date());
  await createExecutionStore({ database, clock, lease: () => lease }).create(started, [draft("started", started)]);
  return { tenantId, executionId: id } as const;
}

/** A step whose attempt was handed out, with as much of it as a store looks at. */
function handedOut(grantedAt: Date) {
  return {
    ...{ phase: "running", attempt: 1, attemptId: "exe_1/stp_1/1", dispatchedAt: grantedAt },
    ...{ proposalBytes: "{}", digest: "sha256:00" },
  } as unknown as StepState;
}

const move = (found: Parameters<typeof next>[0]) => {
  const moved = next(found);
  return { execution: moved, events: [draft("moved", moved)], result: undefined };
};

async function fenceSilent(nodes: NodeStore, by: Lease, silent: Lease): Promise<boolean> {
  const seen = await nodes.beat(by);
  const dead = seen.others.find(({ id }) => id === silent.id);
  return dead !== undefined && nodes.fence(dead);
}

describe("a node's lease", () => {
  it("counts a new epoch at every start, and refuses what is written under the one before", async () => {
    await using s = await open();
    const before = await s.nodes.register(first);
    const key = await create(s.database, before);
    const after = await s.nodes.register(first);
    expect(after.epoch).toBe(before.epoch + 1);
    await expect(s.under(before).transition(key, move)).rejects.toMatchObject({ code: "node.fenced" });
    await s.under(after).transition(key, move);
  });

  it("lets nothing be stored that was decided on under another epoch of the same node", async () => {
    await using s = await open();
    const before = await s.nodes.register(first);
    const key = await create(s.database, before);
    const after = await s.nodes.register(first);
    const late = s.under(after).transition({ ...key, epoch: before.epoch }, move);
    await expect(late).rejects.toMatchObject({ code: "node.fenced" });
    await s.under(after).transition({ ...key, epoch: after.epoch }, move);
  });

  it("cannot be taken while it holds", async () => {
    await using s = await open();
    const [one, two] = [await s.nodes.register(first), await s.nodes.register(second)];
    expect(await fenceSilent(s.nodes, two, one)).toBe(false);
    expect(await s.nodes.beat(one)).toMatchObject({ isHeld: true });
  });

  it("is taken by one of those who try, and from then on its node cannot write", async () => {
    await using s = await open();
    const [one, two] = [await s.nodes.register(first), await s.nodes.register(second)];
    const key = await create(s.database, one);
    await s.silence(first.id);
    const dead = (await s.nodes.beat(two)).others.find(({ id }) => id === one.id);
    if (dead === undefined) throw new TypeError("the second sees the first");
    const tried = await Promise.all(Array.from({ length: 8 }, () => s.nodes.fence(dead)));
    expect(tried.filter(Boolean)).toEqual([true]);
    expect(await s.nodes.beat(one)).toMatchObject({ isHeld: false });
    await expect(s.under(one).transition(key, move)).rejects.toMatchObject({ code: "node.fenced" });
    await expect(create(s.database, one, "exe_2")).rejects.toMatchObject({ code: "node.fenced" });
    await expect(s.under(undefined).transition(key, move)).rejects.toMatchObject({ code: "node.fenced" });
  });

  it("that ended and was taken by nobody goes on: nothing has changed meanwhile", async () => {
    await using s = await open();
    const one = await s.nodes.register(first);
    const key = await create(s.database, one);
    await s.silence(first.id);
    expect(await s.nodes.beat(one)).toMatchObject({ isHeld: true, orphans: 0 });
    await s.under(one).transition(key, move);
  });

  it("has an epoch that never goes back, whoever tries", async () => {
    await using s = await open();
    await s.nodes.register(await s.nodes.register(first));
    const back = s.database.query(
      "turn an epoch back",
      { seesNodes: true },
      { name: "back", sql: "UPDATE steadyhand.node SET epoch = 1", parameters: [] },
    );
    await expect(back).rejects.toMatchObject({ cause: { code: "SH004" } });
  });
});

describe("a heartbeat", () => {
  it("tells a node of a panic that it has not heard of, whichever tenant's it is", async () => {
    await using s = await open();
    const { panicOf } = createPanicStores({ database: s.database, clock });
    const since = new Date("2026-03-01T02:00:00Z");
    const press: PanicPress = { id: "pan_1", since, by: riley, reason: "wrong cluster", kill: false };
    const heard = Promise.withResolvers<unknown>();
    const node = createNodes({ store: s.nodes, facts: first, log: { info() {}, error() {} } });
    await node.start({ takeUp: async () => {}, fenced() {}, beaten() {}, panic: heard.resolve });
    await panicOf("ten_other").press(press, [draft("pressed")]);
    node.look();
    expect(await heard.promise).toEqual(press);
    await node.stop();
  });
});

describe("an execution's carrier", () => {
  it("is whoever moves it while nothing runs", async () => {
    await using s = await open();
    const [one, two] = [await s.nodes.register(first), await s.nodes.register(second)];
    const key = await create(s.database, one);
    await s.under(two).transition(key, move);
    const nodes = await s.nodes.list();
    expect(nodes.map(({ name, carries }) => [name, carries])).toEqual([
      ["first", 0],
      ["second", 1],
    ]);
  });

  it("is shared out among those who ask, each execution to one of them", async () => {
    await using s = await open();
    const [one, two] = [await s.nodes.register(first), await s.nodes.register(second)];
    const third = await s.nodes.register(factsOf("nod_third"));
    for (let number = 1; number <= 9; number++) await create(s.database, one, `exe_${number}`);
    await s.silence(first.id);
    expect(await fenceSilent(s.nodes, two, one)).toBe(true);
    const claimed: (readonly Claimed[])[] = [];
    while (claimed.flat().length < 9) {
      claimed.push(...(await Promise.all([two, third, two].map((node) => s.nodes.claim(node, 3)))));
    }
    const ids = claimed.flat().map(({ executionId }) => executionId);
    expect(ids.toSorted()).toEqual(Array.from({ length: 9 }, (_, index) => `exe_${index + 1}`));
    expect(claimed.flat().every(({ from, runnerId }) => from === first.id && runnerId === first.runnerId)).toBe(true);
    expect(await s.nodes.read(claimed.flat())).toHaveLength(9);
  });

  it("is nobody who cannot reach its target, while somebody lives who can", async () => {
    await using s = await open();
    const [one, two] = [await s.nodes.register(first), await s.nodes.register(second)];
    const far = await s.nodes.register(factsOf("nod_far", { target: "web-2" }));
    const key = await create(s.database, one);
    await s.nodes.leave(one);
    expect(await s.nodes.claim(far, 9)).toEqual([]);
    await s.silence(second.id);
    expect(await s.nodes.claim(far, 9)).toMatchObject([key]);
    // Back again, it takes what only it can run.
    expect(await s.nodes.claim(two, 9)).toMatchObject([key]);
  });

  it("is asked to look when a node that cannot reach the target has moved it", async () => {
    await using s = await open();
    const one = await s.nodes.register(first);
    const far = await s.nodes.register(factsOf("nod_far", { target: "web-2" }));
    const key = await create(s.database, one);
    await s.under(far).transition(key, move);
    expect(await s.nodes.beat(one)).toMatchObject({ asked: [key] });
    expect(await s.nodes.beat(one)).toMatchObject({ asked: [] });
  });

  it("gives its executions back when it leaves, and forgets those that have ended", async () => {
    await using s = await open();
    const [one, two] = [await s.nodes.register(first), await s.nodes.register(second)];
    await create(s.database, one, "exe_1");
    const ended = await create(s.database, one, "exe_2");
    await s.under(one).transition(ended, (found) => {
      const over = { ...next(found), phase: "completed", endedAt: new Date() } as const;
      return { execution: over, events: [draft("ended", over)], result: undefined };
    });
    await s.nodes.leave(one);
    expect(await s.nodes.beat(two)).toMatchObject({ orphans: 1 });
    expect((await s.nodes.claim(two, 9)).map(({ executionId }) => executionId)).toEqual(["exe_1"]);
    await expect(s.under(one).transition(ended, move)).rejects.toMatchObject({ code: "node.fenced" });
  });

  it("is read with how long ago its attempt was handed out, by the database's clock and nobody else's", async () => {
    await using s = await open();
    const one = await s.nodes.register(first);
    const key = await create(s.database, one);
    const [before] = await s.nodes.read([key]);
    expect(before).not.toHaveProperty("handedOutMs");
    // Its own clock is wrong by years.
    await s.under(one).transition(key, (found) => {
      const running = { ...next(found), steps: { stp_1: handedOut(new Date("2001-01-01T00:00:00Z")) } };
      return { execution: running, events: [draft("dispatched", running)], result: undefined };
    });
    await s.under(one).transition(key, move);
    const [after] = await s.nodes.read([key]);
    expect(after).toMatchObject({ state: "read", handedOutMs: expect.any(Number) });
    expect(after?.state === "read" && after.handedOutMs).toBeLessThan(60_000);
  });

  it("that cannot be read keeps no other from being read", async () => {
    await using s = await open();
    const one = await s.nodes.register(first);
    const keys = [await create(s.database, one, "exe_1"), await create(s.database, one, "exe_2")];
    await s.admin.query("UPDATE steadyhand.execution SET sequence = 1, document = '{}' WHERE id = 'exe_1'");
    expect((await s.nodes.read(keys)).map(({ state }) => state)).toEqual(["broken", "read"]);
    const broken: string[] = [];
    const readable = await s.under(one).listOpen(({ executionId }) => broken.push(executionId));
    expect([readable.map(({ id }) => id), broken]).toEqual([["exe_2"], ["exe_1"]]);
    await expect(s.under(one).listOpen()).rejects.toThrow();
    expect(await s.under(one).findTenant("exe_1")).toBe(tenantId);
    expect(await s.under(one).findTenant("exe_9")).toBeUndefined();
  });

  it("that is just storing is waited for by whoever takes over", async () => {
    await using s = await open();
    const one = await s.nodes.register(first);
    const key = await create(s.database, one);
    const stored = `UPDATE steadyhand.execution SET sequence = 1,
      document = replace(document::text, '"sequence":0', '"sequence":1')::json WHERE id = 'exe_1'`;
    await s.admin.query("BEGIN");
    await s.admin.query(stored);
    const reading = s.nodes.read([key]);
    let isRead = false;
    void reading.then(() => {
      isRead = true;
    });
    const waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await expect.poll(async () => isRead || (await s.admin.query(waiting)).rowCount).toBe(1);
    await s.admin.query("COMMIT");
    expect(await reading).toMatchObject([{ state: "read", execution: { sequence: 1 } }]);
  });
});
