import type { Actor } from "@steadyhand/core/identity";
import type { NodeStop, PanicPress } from "@steadyhand/core/panic";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  openTestServer,
  openTestStores,
  quiet,
  type TestServer,
  type TestStores,
  tenantId,
} from "../../postgres/test/test-server.ts";
import {
  createInProcessBus,
  createPanic,
  type HaltedAttempt,
  type Panic,
  type PanicOptions,
  type PanicSign,
  systemClock,
} from "../src/index.ts";
import { riley } from "./samples.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

let stores: TestStores;
const opened: Panic[] = [];
beforeEach(async () => {
  stores = await openTestStores(await server.newPlace());
  return async () => {
    for (const panic of opened.splice(0)) panic.stop();
    await stores[Symbol.asyncDispose]();
  };
});

const long = new Date("2026-01-01T00:00:00Z");
const kim: Actor = { kind: "person", id: "act_kim", name: "Kim" };
const people = [riley, kim].map(({ id }) => ({ id, addedAt: long }));
const running: HaltedAttempt = { attemptId: "exe_1/stp_1/1", seen: "stopped", processes: 2 };
let ids = 0;

/** A node with the real store, and stand-ins for what is outside of it: its processes, a sign and its peers. */
function node(name: string, more: Partial<PanicOptions> = {}) {
  const shown: { press?: PanicPress } = {};
  let halts = 0;
  const sign: PanicSign = {
    name: "file",
    read: async () => shown.press,
    async raise(press) {
      shown.press ??= press;
    },
    async lower(lowered) {
      if (shown.press && lowered.includes(shown.press.id)) delete shown.press;
    },
    watch: () => () => {},
    drill: async () => {},
  };
  const runner = {
    haltAll: async () => {
      halts += 1;
      return [running];
    },
    probeAll: async () => [{ ...running, seen: "running" as const }],
    release: () => {},
  };
  const panic = createPanic({
    node: { id: `nod_${name}`, name },
    ...{ runners: [runner], signs: [sign], store: stores.panic.panicOf(tenantId) },
    append: (events) => stores.ledger.append(tenantId, events),
    peers: { list: () => [], tell: () => Promise.reject(new Error("there is none")) },
    ...{ bus: createInProcessBus({ log: quiet }), clock: systemClock, log: quiet },
    newId: () => `pan_${++ids}`,
    ...more,
  });
  opened.push(panic);
  const stopped: (ReadonlySet<string> | undefined)[] = [];
  return {
    panic,
    shown,
    stopped,
    halts: () => halts,
    async open() {
      await panic.look();
      await panic.start(async (_press, only) => void stopped.push(only));
    },
  };
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const last = Date.now() + 8000;
  while (!isSo()) {
    if (Date.now() > last) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const press = (panic: Panic, kill = false) => panic.press(riley, { reason: "wrong cluster", kill, via: "api" });
const stored = (panic: Panic) => until("it is stored", () => panic.report().record === "stored");

async function end(panic: Panic): Promise<void> {
  await panic.resume.ask(riley, { isAdmin: true, reason: "over", people });
  await panic.resume.confirm(kim, { people });
}

describe("a start", () => {
  it("takes panic from the database before anything is taken up, though no sign is left", async () => {
    const [one, two] = [node("one"), node("two")];
    await one.open();
    await press(one.panic);
    await stored(one.panic);
    await two.panic.look();
    expect(two.panic.whyNoStart()).toMatchObject({ code: "panic.on" });
  });

  it("does not begin while the database does not say whether panic is on", async () => {
    const store = { ...stores.panic.panicOf(tenantId), read: () => Promise.reject(new Error("the disk hangs")) };
    await expect(node("one", { store }).panic.look()).rejects.toThrow("the disk hangs");
  });

  it("stops nothing for the sign of a panic that two people have ended, and takes it away", async () => {
    const [one, two] = [node("one"), node("two")];
    await one.open();
    await press(one.panic);
    await stored(one.panic);
    const old = one.shown.press;
    await end(one.panic);
    if (old !== undefined) two.shown.press = old;
    await two.open();
    await until("the sign is gone", () => two.shown.press === undefined);
    expect(two.panic.state().isOn).toBe(false);
    expect([two.halts(), two.stopped]).toEqual([0, []]);
  });
});

describe("an old press", () => {
  it("that is heard after its end stops no run but what stood still for it, and is over by itself", async () => {
    const [one, two] = [node("one"), node("two")];
    await one.open();
    await two.open();
    await press(one.panic);
    await stored(one.panic);
    const state = one.panic.state();
    await end(one.panic);
    if (!state.isOn) throw new TypeError("it was on");
    const { isOn: _isOn, ...old } = state;
    await two.panic.told({ type: "pressed", press: old });
    await until("it is over", () => !two.panic.state().isOn);
    expect(two.stopped).toEqual([new Set(["exe_1"])]);
  });
});

describe("an ask to resume", () => {
  it("is void once somebody presses again", async () => {
    const [one, two] = [node("one"), node("two")];
    await one.open();
    await two.open();
    await press(one.panic);
    await one.panic.resume.ask(riley, { isAdmin: true, reason: "over", people });
    await press(two.panic, true);
    await stored(two.panic);
    await expect(one.panic.resume.confirm(kim, { people })).rejects.toMatchObject({ code: "panic.not_asked" });
    expect((await stores.panic.panicOf(tenantId).read()).presses).toHaveLength(2);
  });
});

describe("what the database holds", () => {
  it("stops a node that comes upon it by something else it reads", async () => {
    const one = node("one");
    await one.open();
    one.panic.heard({ id: "pan_other", since: new Date(), by: kim, reason: "smoke", kill: false });
    expect(one.panic.whyNoStart()).toMatchObject({ code: "panic.on" });
    expect(one.halts()).toBe(1);
  });
});

describe("another node's answer", () => {
  const peer = { id: "nod_two", name: "two", address: "http://127.0.0.1:1" };
  const answering = (id: string, more: Partial<NodeStop> = {}): Partial<PanicOptions> => ({
    peers: {
      list: () => [peer],
      tell: async () => ({ node: { id, name: id }, state: "stopped", attempts: [], ...more }),
    },
  });

  it("counts only when it is that node's own", async () => {
    const [one, other] = [node("one", answering("nod_two")), node("one", answering("nod_three"))];
    expect((await press(one.panic)).nodes[1]).toMatchObject({ node: { id: "nod_two" }, state: "stopped" });
    const view = await press(other.panic);
    expect(view.nodes[1]).toMatchObject({ node: { id: "nod_two" }, state: "unconfirmed" });
    expect(view.nodes[1]?.problem).toContain("nod_three answered");
    expect(view.stop).toBe("unconfirmed");
  });

  it("to a probe comes from looking at each of its processes, and stops none", async () => {
    const one = node("one");
    const stop = await one.panic.told({ type: "probe" });
    expect(stop.attempts).toMatchObject([{ attemptId: running.attemptId, processes: 2 }]);
    expect(one.halts()).toBe(0);
  });

  it("makes a drill unsound where something of it could not be looked at", async () => {
    const one = node("one", answering("nod_two", { problem: "exe_9/stp_1/1: its helper does not answer" }));
    await one.open();
    const { isSound, parts } = await one.panic.drill(riley);
    expect(isSound).toBe(false);
    expect(parts.find(({ part }) => part === "two")).toMatchObject({
      ok: false,
      detail: expect.stringContaining("exe_9"),
    });
  });
});

describe("a panic that goes on for long", () => {
  it("keeps one wait for each of its loops, and ends them when it is stopped", async () => {
    const waits = new Set<object>();
    let shots = 0;
    const clock: PanicOptions["clock"] = {
      now: systemClock.now,
      at(_time, run) {
        const wait = {};
        waits.add(wait);
        const cancel = systemClock.at(new Date(), () => {
          waits.delete(wait);
          shots += 1;
          run();
        });
        return () => {
          if (!waits.delete(wait)) stale += 1;
          cancel();
        };
      },
    };
    let stale = 0;
    const one = node("one", { clock, readStoreEveryMs: 1 });
    await one.open();
    await press(one.panic);
    await stored(one.panic);
    await until("it has looked often", () => shots > 40);
    one.panic.stop();
    expect(stale).toBeLessThan(3);
  });
});
