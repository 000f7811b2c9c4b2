import { OpsError } from "@steadyhand/core/outcome";
import { createIncidents, nextTurn } from "@steadyhand/engine";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MonitorWorld, openMonitorWorld, type Shown, told } from "./monitor-world.ts";
import { riley } from "./samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "./test-server.ts";

let server: TestServer;
let stores: TestStores;
let world: MonitorWorld;
let shop: Shown;

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  stores = await openTestStores(await server.newPlace());
  world = openMonitorWorld(stores);
  shop = world.shown();
});
afterEach(() => stores[Symbol.asyncDispose]());

const caller = { tenantId, actor: riley };
const pace = { intervalMs: 5_000, lookWithinMs: 3_000 };

/** A server that watches the shop. */
async function watching(name = "one", more?: Parameters<MonitorWorld["server"]>[1]) {
  const monitor = await world.server(name, more);
  monitor.watch(tenantId, world.subject("shop", shop), pace);
  await monitor.start();
  return monitor;
}

const incidents = async () => (await stores.incidents.list(tenantId, {}, { limit: 100 })).items;
const phases = async () => (await incidents()).map(({ phase }) => phase);
const people = () => createIncidents({ store: stores.incidents, clock: world.clock, redact: (text) => text });

describe("a watched subject", () => {
  it("costs the store nothing while nothing is wrong", async () => {
    const monitor = await watching("one", { claimEveryMs: 60_000 });
    await world.pass(3600);
    expect([shop.looks, world.transitions, await told(stores)]).toEqual([720, 0, []]);
    await monitor.close();
  });

  it("has an incident within its interval and its grace, and none once it has held for its settling time", async () => {
    const monitor = await watching();
    await world.pass(60);
    const broken = world.clock.now();
    shop.up = false;
    await world.pass(15);
    const [incident] = await incidents();
    expect(incident).toMatchObject({
      title: "node_down of n2 (must hold: A node is down)",
      phase: "open",
      severity: "critical",
    });
    expect((incident?.openedAt.getTime() ?? 0) - broken.getTime()).toBeLessThanOrEqual(15_000);
    expect(incident?.violations).toMatchObject([{ member: "n2", why: "it is down; password=…" }]);
    shop.up = true;
    await world.pass(19);
    expect(await phases()).toEqual(["settling"]);
    await world.pass(6);
    expect(await phases()).toEqual(["resolved"]);
    expect(await told(stores)).toEqual(["opened", "settling", "settling", "resolved"]);
    const transitions = world.transitions;
    await world.pass(900);
    // The one that is over is forgotten once.
    expect(world.transitions).toBe(transitions + 1);
    await monitor.close();
    expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: true });
  });

  it("has none for what heals itself within its grace", async () => {
    const monitor = await watching();
    shop.up = false;
    await world.pass(9);
    shop.up = true;
    await world.pass(60);
    expect(await told(stores)).toEqual([]);
    await monitor.close();
  });

  it.each(["no", "never"] as const)(
    "has one when it answers %s more, which resolves nothing else meanwhile",
    async (how) => {
      const monitor = await watching();
      shop.up = false;
      await world.pass(20);
      shop.up = true;
      await world.pass(10);
      shop.answers = how;
      await world.pass(60);
      const [incident] = await incidents();
      expect(incident).toMatchObject({
        phase: "open",
        violations: [{ invariant: "node_down" }, { invariant: "observed" }],
      });
      expect(await told(stores)).toEqual(["opened", "settling", "relapsed", "joined"]);
      await monitor.close();
    },
  );

  it("is looked at by nobody twice at a time, also when it never lets go", async () => {
    const monitor = await watching();
    shop.answers = "never";
    await world.pass(60);
    expect([shop.looks, world.mostLooks]).toEqual([1, 1]);
    await monitor.close();
    expect(world.timers()).toBe(0);
  });

  it("does not resolve by itself while a person holds its incident", async () => {
    const monitor = await watching();
    shop.up = false;
    await world.pass(20);
    const [incident] = await incidents();
    const word = { id: incident?.id ?? "inc_0", why: "I look at it" };
    await people().hold(caller, word);
    shop.up = true;
    await world.pass(120);
    expect(await phases()).toEqual(["settling"]);
    await expect(people().hold(caller, word)).rejects.toMatchObject({ code: "incident.held" });
    await people().unhold(caller, word);
    await world.pass(5);
    expect(await phases()).toEqual(["resolved"]);
    expect(await told(stores)).toEqual(["opened", "held", "settling", "settling", "unheld", "resolved"]);
    await monitor.close();
  });

  it("has its incident resolved by a person for ten minutes, whatever is still violated, and then another", async () => {
    const monitor = await watching();
    shop.up = false;
    await world.pass(20);
    const [incident] = await incidents();
    await people().resolve(caller, { id: incident?.id ?? "inc_0", why: "it is being replaced" });
    await world.pass(590);
    expect(await phases()).toEqual(["resolved"]);
    await world.pass(20);
    expect(await phases()).toEqual(["open", "resolved"]);
    await monitor.close();
  });
});

describe("a server that watches", () => {
  it("goes on after a restart with what is stored, and settles from the beginning", async () => {
    const first = await watching();
    shop.up = false;
    await world.pass(20);
    shop.up = true;
    await world.pass(10);
    await first.close();
    expect([world.timers(), await phases()]).toEqual([0, ["settling"]]);
    await world.pass(3600);
    const second = await watching();
    await world.pass(19);
    expect(await phases()).toEqual(["settling"]);
    await world.pass(10);
    expect(await told(stores)).toEqual(["opened", "settling", "settling", "resolved"]);
    await second.close();
  });

  it("is one of two, and when it is gone the other goes on with the same incident", async () => {
    const [first, second] = [await watching("one"), await watching("two")];
    expect([first.watching(), second.watching()]).toEqual([[{ tenantId, subject: "shop" }], []]);
    shop.up = false;
    await world.pass(20);
    const { looks } = shop;
    await first.silence();
    await world.pass(10);
    expect([first.watching(), second.watching().length]).toEqual([[], 1]);
    expect(shop.looks - looks).toBeLessThanOrEqual(3);
    shop.up = true;
    await world.pass(30);
    expect(await told(stores)).toEqual(["opened", "settling", "settling", "resolved"]);
    await Promise.all([first.close(), second.close()]);
  });

  it("stores nothing of a subject that another has taken, and watches it no more", async () => {
    const first = await watching("one", { claimEveryMs: 3_600_000 });
    await world.pass(10);
    const thief = await stores.nodes.register({ id: "nod_x", name: "x", target: "x", runnerId: "x", version: "1" });
    const sql = "UPDATE steadyhand.subject_watcher SET node_id = $2, epoch = $3 WHERE tenant_id = $1";
    const parameters = [tenantId, thief.id, thief.epoch];
    await stores.database.query("take it", { tenantId }, { name: "take", sql, parameters });
    shop.up = false;
    await world.pass(30);
    expect([first.watching(), await told(stores)]).toEqual([[], []]);
    await first.close();
  });

  it("watches nothing without a lease, and reads anew what it watches under another", async () => {
    const monitor = await watching();
    await monitor.silence();
    await world.pass(11);
    const { looks } = shop;
    await world.pass(60);
    expect([monitor.watching(), shop.looks]).toEqual([[], looks]);
    await monitor.renew();
    shop.up = false;
    await world.pass(25);
    expect(await told(stores)).toEqual(["opened"]);
    await monitor.close();
  });

  it("gives back what it watched when it closes, so that nobody waits for its lease", async () => {
    const first = await watching("one");
    await Promise.all([first.close(), first.close()]);
    const second = await watching("two");
    expect(second.watching()).toHaveLength(1);
    await second.close();
    expect(world.timers()).toBe(0);
  });

  it("ends what it is just storing before it closes", async () => {
    const monitor = await watching();
    const gate = Promise.withResolvers<void>();
    world.disturb = (transition) => gate.promise.then(transition);
    shop.up = false;
    const passing = world.pass(6);
    while (world.transitions === 0) await new Promise(setImmediate);
    let isClosed = false;
    const closing = monitor.close().then(() => {
      isClosed = true;
    });
    // A question of another's takes the database longer than closing would.
    await stores.nodes.list();
    await stores.nodes.list();
    expect(isClosed).toBe(false);
    gate.resolve();
    await Promise.all([closing, passing]);
    expect(await stores.incidents.load(tenantId, ["shop"])).toMatchObject([{ watches: [{ member: "n2" }] }]);
  });

  it("watches a subject no more when it is told so, and gives it back", async () => {
    const monitor = await watching();
    await monitor.unwatch({ tenantId, subject: "shop" });
    await world.pass(60);
    expect([monitor.watching(), shop.looks]).toEqual([[], 0]);
    expect(() => monitor.watch(tenantId, world.subject("shop", shop))).not.toThrow();
    expect(() => monitor.watch(tenantId, world.subject("shop", shop))).toThrow("watched already");
    const [own] = world.subject("bank", shop).invariants;
    const clash = { ...world.subject("bank", shop), invariants: own ? [{ ...own, name: "observed" }] : [] };
    expect(() => monitor.watch(tenantId, clash)).toThrow("called observed");
    await monitor.close();
  });
});

const away = new OpsError("Cannot reach the database", { kind: "unavailable", code: "database.unreachable" });

describe("what was seen", () => {
  it("is stored with the next look when the server could not, and makes one incident", async () => {
    const monitor = await watching();
    shop.up = false;
    await world.pass(6);
    world.disturb = () => Promise.reject(away);
    await world.pass(60);
    expect([await incidents(), world.logged.length]).toEqual([[], 1]);
    world.disturb = undefined;
    await world.pass(5);
    expect(await told(stores)).toEqual(["opened"]);
    await monitor.close();
  });

  it("makes one incident also when it was stored and the answer was lost", async () => {
    const monitor = await watching();
    world.disturb = async (transition) => {
      await transition();
      throw away;
    };
    shop.up = false;
    await world.pass(60);
    world.disturb = undefined;
    await world.pass(10);
    expect([await told(stores), await phases()]).toEqual([["opened"], ["open"]]);
    await monitor.close();
  });

  it("is lost with a server that is killed before it is stored, and found again by the next look of another", async () => {
    const first = await watching("one");
    world.disturb = () => Promise.reject(away);
    shop.up = false;
    await world.pass(12);
    await first.silence();
    world.disturb = undefined;
    const taken = world.clock.now().getTime();
    const second = await watching("two");
    await world.pass(15);
    const [incident] = await incidents();
    expect((incident?.openedAt.getTime() ?? 0) - taken).toBeLessThanOrEqual(15_000);
    expect(await told(stores)).toEqual(["opened"]);
    await Promise.all([first.close(), second.close()]);
  });

  it("of one subject that cannot be stored keeps no other from it", async () => {
    const monitor = await world.server("one");
    const [bad = "", ...good] = namesOfOneMoment(3);
    for (const name of [bad, ...good]) monitor.watch(tenantId, world.subject(name, shop), pace);
    await monitor.start();
    world.disturb = (transition, subjects) =>
      subjects.includes(bad) ? Promise.reject(new Error("it cannot be read")) : transition();
    shop.up = false;
    await world.pass(30);
    expect((await incidents()).map(({ subject }) => subject).toSorted()).toEqual(good.toSorted());
    expect(world.logged[0]?.fields).toMatchObject({ subject: bad });
    await monitor.close();
  });

  it("of many subjects at one moment goes into one transaction", async () => {
    const monitor = await world.server("one");
    for (const name of namesOfOneMoment(100)) monitor.watch(tenantId, world.subject(name, shop), pace);
    await monitor.start();
    await world.pass(6);
    shop.up = false;
    await world.pass(16);
    expect([(await incidents()).length, await phases(), world.logged]).toEqual([100, Array(100).fill("open"), []]);
    // That they are suspected, that it is certain, and what a look between sees.
    expect(world.transitions).toBeLessThanOrEqual(5);
    expect(world.mostLooks).toBeLessThanOrEqual(64);
    await monitor.close();
    expect(world.timers()).toBe(0);
  });
});

/** Names of subjects whose turns fall together. */
function namesOfOneMoment(count: number): string[] {
  const now = new Date(0);
  const turn = (name: string) => nextTurn(`${tenantId}/${name}`, pace.intervalMs, now).getTime();
  const names: string[] = [];
  for (let index = 0; names.length < count; index++) if (turn(`shop-${index}`) === 1_000) names.push(`shop-${index}`);
  return names;
}

describe("whatever fails, in whatever order", () => {
  it.each([1, 2, 3])(
    "there is one story of each incident, it ends, and the record is whole (seed %i)",
    async (seed) => {
      let state = seed;
      const pick = (count: number) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * count);
      };
      const servers = [await watching("one"), await watching("two")];
      const disturbed = (disturb: MonitorWorld["disturb"]) => () => Object.assign(world, { disturb });
      const steps: readonly (() => unknown)[] = [
        () => Object.assign(shop, { up: !shop.up }),
        () => Object.assign(shop, { answers: shop.answers === "yes" ? "no" : "yes" }),
        disturbed(() => Promise.reject(away)),
        disturbed((transition) => transition().then(() => Promise.reject(away))),
        disturbed(undefined),
        () => servers[pick(2)]?.silence(),
        () => servers[pick(2)]?.renew(),
      ];
      for (let step = 0; step < 40; step++) {
        await steps[pick(steps.length)]?.();
        await world.pass(1 + pick(25));
      }
      Object.assign(shop, { up: true, answers: "yes" });
      world.disturb = undefined;
      for (const one of servers) await one.renew();
      await world.pass(800);
      expect(new Set(await phases())).toEqual(new Set(["resolved"]));
      // Opened or reopened, then what happened to it, then resolved; one after the other.
      expect((await told(stores)).join(" ")).toMatch(/^((opened|reopened)( (joined|relapsed|settling))* resolved ?)+$/);
      expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: true });
      await Promise.all(servers.map((one) => one.close()));
      expect(world.timers()).toBe(0);
    },
  );
});
