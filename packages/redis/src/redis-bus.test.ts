import type { PanicPress } from "@steadyhand/core/panic";
import { type BusPayload, createInProcessBus, systemClock } from "@steadyhand/engine";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startRedis, type TestRedis } from "../test/redis-server.ts";
import { openRedisBus, type RedisBus } from "./index.ts";

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis({ password: "hush" });
});
afterAll(() => redis.close());

const quiet = { info() {}, error() {} };
const by = { kind: "person", id: "act_riley", name: "riley" } as const;
const press: PanicPress = { id: "pan_1", since: new Date("2026-11-21T10:00:00Z"), by, reason: "wrong", kill: true };
let names = 0;

async function eventually(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + 8000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function open(prefix: string, url = redis.url): RedisBus {
  return openRedisBus({ url, prefix, clock: systemClock, newPanicId: () => `pan_made${++names}`, log: quiet });
}

describe.each([
  ["in one process", async () => ({ ...createInProcessBus({ log: quiet }), close() {} })],
  [
    "on Redis",
    async () => {
      const bus = open(`test:${++names}`);
      await bus.settled(3000);
      return bus;
    },
  ],
] as const)("a bus %s", (_where, make) => {
  it("brings each message to every listener of its topic, as a copy, until that one leaves", async () => {
    const bus = await make();
    const first: BusPayload[] = [];
    const second: BusPayload[] = [];
    const other: BusPayload[] = [];
    const leave = bus.subscribe("a.b", (payload) => first.push(payload));
    bus.subscribe("a.b", (payload) => second.push(payload));
    bus.subscribe("a.c", (payload) => other.push(payload));
    const sent = { deep: [1, "two", null] };
    bus.publish("a.b", sent);
    await eventually("both have heard", () => first.length === 1 && second.length === 1);
    expect(first).toEqual([sent]);
    expect(first[0]).not.toBe(sent);
    leave();
    bus.publish("a.b", "again");
    await eventually("the other has heard again", () => second.length === 2);
    expect(first).toHaveLength(1);
    expect(other).toEqual([]);
    bus.close();
  });

  it("keeps a listener's mistake from everybody else", async () => {
    const bus = await make();
    const heard: BusPayload[] = [];
    bus.subscribe("a", () => {
      throw new Error("mine");
    });
    bus.subscribe("a", (payload) => heard.push(payload));
    bus.publish("a", 1);
    await eventually("the other has heard", () => heard.length === 1);
    bus.close();
  });
});

describe("a bus between nodes", () => {
  let one: RedisBus;
  let two: RedisBus;
  let prefix: string;
  beforeEach(async () => {
    prefix = `test:${++names}`;
    [one, two] = [open(prefix), open(prefix)];
    await Promise.all([one.settled(3000), two.settled(3000)]);
  });
  afterEach(() => {
    one.close();
    two.close();
  });

  it("carries a message to another node and not to another installation", async () => {
    const stranger = open(`${prefix}-other`);
    await stranger.settled(3000);
    const heard: BusPayload[] = [];
    two.subscribe("panic.message", (payload) => heard.push(payload));
    stranger.subscribe("panic.message", () => heard.push("stranger"));
    one.publish("panic.message", { type: "pressed" });
    await eventually("the other node has heard", () => heard.length > 0);
    expect(heard).toEqual([{ type: "pressed" }]);
    stranger.close();
  });

  it("says since when it has heard nothing while Redis hangs, and goes on by itself", async () => {
    expect(one.state()).toEqual({ isConnected: true });
    redis.freeze();
    await eventually("it is silent", () => !one.state().isConnected);
    expect(one.state().silentSince).toBeInstanceOf(Date);
    expect(() => one.publish("a", 1)).not.toThrow();
    redis.thaw();
    await eventually("it is heard again", () => one.state().isConnected);
  });

  it("counts a silence by a clock that nobody sets back", async () => {
    let ahead = 0;
    const clock = { now: () => new Date(Date.now() + ahead) };
    const bus = openRedisBus({ url: redis.url, prefix, clock, newPanicId: () => "pan_x", log: quiet });
    await bus.settled(3000);
    ahead = 3_600_000;
    expect(bus.state()).toEqual({ isConnected: true });
    redis.freeze();
    ahead = -3_600_000;
    await eventually("it is silent", () => (bus.state().silentMs ?? 0) > 600);
    expect(bus.state().silentMs).toBeLessThan(60_000);
    redis.thaw();
    bus.close();
  });

  it("survives the end of Redis, and hears again once there is one", async () => {
    await redis.kill();
    await eventually("it is silent", () => !one.state().isConnected && !two.state().isConnected);
    await redis.restart();
    await eventually("both are heard again", () => one.state().isConnected && two.state().isConnected);
    const heard: BusPayload[] = [];
    two.subscribe("a", (payload) => heard.push(payload));
    one.publish("a", "back");
    await eventually("a message comes through", () => heard.length === 1);
  });

  it("drops what others write to its channel", async () => {
    const raw = new Redis(redis.url);
    const heard: BusPayload[] = [];
    two.subscribe("a", (payload) => heard.push(payload));
    for (const text of ["", "nothing", "[]", "{}", '{"topic":1,"text":"{}"}', '{"topic":"a","text":"{"}']) {
      await raw.publish(`${prefix}:bus`, text);
    }
    one.publish("a", "mine");
    await eventually("what is ours has come", () => heard.length > 0);
    expect(heard).toEqual(["mine"]);
    raw.disconnect();
  });

  it("is silent from the start when there is no Redis, without a word thrown", async () => {
    const nowhere = open("test", "redis://127.0.0.1:1");
    await nowhere.settled(50);
    expect(nowhere.state()).toMatchObject({ isConnected: false, silentSince: expect.any(Date) });
    nowhere.close();
  });

  it.each(["", "localhost:6379", "http://localhost"])("refuses %j as an address", (url) => {
    expect(() => open("test", url)).toThrow(expect.objectContaining({ code: "redis.bad_url" }));
  });
});

describe("the key that says panic", () => {
  let bus: RedisBus;
  let raw: Redis;
  let prefix: string;
  beforeEach(async () => {
    prefix = `test:${++names}`;
    bus = open(prefix);
    raw = new Redis(redis.url);
    await bus.settled(3000);
  });
  afterEach(() => {
    bus.close();
    raw.disconnect();
  });

  it("shows a press until exactly that one is taken away", async () => {
    await bus.panicKey.raise(press);
    await bus.panicKey.raise({ ...press, id: "pan_2" });
    expect(await bus.panicKey.read()).toEqual(press);
    await bus.panicKey.lower(["pan_2"]);
    expect(await bus.panicKey.read()).toEqual(press);
    await bus.panicKey.lower(["pan_1", "pan_2"]);
    expect(await bus.panicKey.read()).toBeUndefined();
  });

  it("is seen by another node without a message", async () => {
    const other = open(prefix);
    await other.settled(3000);
    const seen: PanicPress[] = [];
    other.panicKey.watch((each) => seen.push(each));
    await raw.set(`${prefix}:panic`, JSON.stringify({ ...press, since: press.since.toISOString() }));
    await eventually("it is seen", () => seen.length > 0);
    expect(seen[0]).toEqual(press);
    other.close();
  });

  it("takes whatever it is set to by hand for one press, the same for everybody", async () => {
    const other = open(prefix);
    await other.settled(3000);
    await raw.set(`${prefix}:panic`, "now!");
    const [first, second] = await Promise.all([bus.panicKey.read(), other.panicKey.read()]);
    expect(first).toMatchObject({ kill: false, by: { kind: "system" } });
    expect(second).toEqual(first);
    other.close();
  });

  it("throws when it cannot be read or taken away", async () => {
    await redis.kill();
    await expect(bus.panicKey.read()).rejects.toThrow();
    await expect(bus.panicKey.lower(["pan_1"])).rejects.toThrow();
    await redis.restart();
    await eventually("it can be read again", () =>
      bus.panicKey.read().then(
        () => true,
        () => false,
      ),
    );
  });

  it("is drilled without anybody seeing panic", async () => {
    const seen: PanicPress[] = [];
    bus.panicKey.watch((each) => seen.push(each));
    await bus.panicKey.drill();
    expect(await bus.panicKey.read()).toBeUndefined();
    expect(seen).toEqual([]);
    expect(await raw.keys(`${prefix}:*`)).toEqual([]);
  });
});
