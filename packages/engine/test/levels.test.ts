import { tmpdir } from "node:os";
import type { Level } from "@steadyhand/core/autonomy";
import type { StepState } from "@steadyhand/core/execution";
import type { Actor } from "@steadyhand/core/identity";
import type { Scope } from "@steadyhand/core/levels";
import type { Policy } from "@steadyhand/core/policy";
import { createRedactor } from "@steadyhand/core/redaction";
import { openLocalRunner } from "@steadyhand/runner";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runbook } from "../../postgres/test/samples.ts";
import { openTestServer, openTestStores, quiet, type TestServer } from "../../postgres/test/test-server.ts";
import {
  type Caller,
  createElevations,
  createEngine,
  createLevels,
  createTrust,
  policyInForce,
  type SecondKeys,
  systemClock,
} from "../src/index.ts";
import { answered, now, riley, runOf, scanner } from "./samples.ts";

const ines: Actor = { kind: "person", id: "act_ines", name: "Ines" };
const model: Actor = { kind: "model", id: "act_model", name: "m-1" };
const tenantId = "ten_a";
const asRiley: Caller = { tenantId, actor: riley };
const asInes: Caller = { tenantId, actor: ines };
const api: Scope = { kind: "subject", name: "api" };

/** Ines is nobody's admin. */
const people = {
  list: async () => [
    { actor: riley, addedAt: now, roles: ["admin"] },
    { actor: ines, addedAt: now, roles: ["sre"] },
  ],
};

const secondKeys: SecondKeys = { known: () => answered("safe"), ask: async () => answered("safe") };
const reads = "cat /etc/hostname";
const fails = "cat /nowhere/at/all";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

/** Engine, stores and runner, real, on one clock that a test can move, with a runbook that has proven itself. */
async function openHouse(policy: Policy = {}) {
  let aheadMs = 0;
  const clock = { now: () => new Date(Date.now() + aheadMs), at: systemClock.at };
  const stores = await openTestStores(await server.newPlace(), undefined, clock);
  const log = { ...quiet, warn() {} };
  const runner = await openLocalRunner({ journalDirectory: `${stores.anchorFile}.journal`, log });
  let ids = 0;
  const newId = <Prefix extends string>(prefix: Prefix) => `${prefix}_${++ids}` as const;
  const inForce = policyInForce({ governanceMode: "audit", ...policy });
  const engine = createEngine({
    ...{ executions: stores.executions, runbooks: stores.runbooks, classifications: stores.classifications },
    ...{ runner, scanner, secondKeys, clock, log, newId },
    redactorFor: (learned) => createRedactor({ learned: [...learned] }),
    ...{ target: { kind: "local", name: "web-1", isDisposable: false } },
    ...{ policy: () => inForce, panic: () => ({ isOn: false }) },
    ...{ stepEnvironment: { PATH: process.env.PATH ?? "" }, workingDirectory: tmpdir() },
  });
  const trust = createTrust({ store: stores.levels, people, runbooks: stores.runbooks, clock });
  const runbooks = new Map<string, `rbk_${string}`>();

  async function runbookOf(command: string) {
    const known = runbooks.get(command);
    if (known !== undefined) return known;
    const { version } = await stores.runbooks.import({
      ...{ tenantId, parsed: runbook(`# ${command}`), plan: runOf(command).plan, by: riley, at: clock.now() },
      classifications: () => [],
      events: ({ id }) => [{ type: "runbook.imported", actor: riley, runbookId: id, outcome: "ok", why: "", data: {} }],
    });
    runbooks.set(command, version.id);
    await trust.set(asRiley, version.id, { trust: 2, why: "it has proven itself" });
    return version.id;
  }

  return {
    ...{ stores, trust, engine },
    levels: createLevels({ store: stores.levels, people, policy: () => inForce, clock }),
    elevations: createElevations({ store: stores.levels, clock, newId }),
    runbookOf,
    wait: (minutes: number) => {
      aheadMs += minutes * 60_000;
    },
    /** Runs one command on the subject, and gives its step once nothing of it moves by itself. */
    async run(command: string, level: Level = 5): Promise<StepState> {
      const runbookId = await runbookOf(command);
      const request = { runbookId, mode: "run", environment: "lab", level, values: {}, subject: api.name } as const;
      const { execution } = await engine.startExecution(asRiley, request);
      for (;;) {
        const step = (await engine.get(asRiley, execution.id)).execution.steps.stp_1;
        if (step !== undefined && !moves.has(step.phase)) return step;
        await new Promise<void>((resolve) => {
          const unwatch = engine.watch(asRiley, execution.id, {
            changed: () => {
              unwatch();
              resolve();
            },
            output() {},
          });
          // What changed before anybody watched is seen at the next look.
          void engine.get(asRiley, execution.id).then(({ execution: { steps } }) => {
            if (steps.stp_1 !== undefined && !moves.has(steps.stp_1.phase)) resolve();
          });
        });
      }
    },
    async types(prefix: string) {
      const { items } = await stores.ledger.list(tenantId, { type: prefix }, { limit: 100 });
      return items.map(({ type }) => type).toReversed();
    },
    async [Symbol.asyncDispose]() {
      await engine.stop();
      await runner.close();
      await stores[Symbol.asyncDispose]();
    },
  };
}

const moves: ReadonlySet<string> = new Set(["running", "verifying", "measuring", "settling", "rolling_back"]);

describe("a takeover level", () => {
  it("says what runs without a person", async () => {
    await using house = await openHouse();
    expect(await house.run(reads)).toMatchObject({ phase: "succeeded", how: "verified" });
    await house.levels.set(asRiley, { scope: api, level: 2, why: "new version" });
    expect(await house.run(reads)).toMatchObject({ phase: "awaiting_approval", decision: { level: 2 } });
    await house.levels.set(asRiley, { scope: api, level: 1, why: "hands off" });
    expect(await house.run(reads)).toMatchObject({ phase: "ready", waitsFor: "hand" });
    expect(await house.types("level.*")).toEqual(["level.set", "level.set"]);
    const { history } = await house.levels.get(asRiley, api);
    expect(history.map(({ level, from, by, why }) => [level, from, by.name, why])).toEqual([
      [1, 2, "Riley", "hands off"],
      [2, undefined, "Riley", "new version"],
    ]);
  });

  it("is set by people only, and never above what every environment of its subject allows", async () => {
    await using house = await openHouse({ environments: { lab: { ceiling: 3 } } });
    await house.run(reads, 3);
    const tooHigh = house.levels.set(asRiley, { scope: api, level: 4, why: "why not" });
    await expect(tooHigh).rejects.toMatchObject({
      code: "level.above_ceiling",
      message: "Cannot set subject api to L4: lab never goes above L3 (policy.json environments.lab.ceiling)",
    });
    const named = house.levels.set(asRiley, { scope: api, level: 3, why: "why not", environment: "production" });
    await expect(named).rejects.toMatchObject({ code: "level.above_ceiling" });
    const byModel = house.levels.set({ tenantId, actor: model }, { scope: api, level: 2, why: "I am sure" });
    await expect(byModel).rejects.toMatchObject({ code: "level.not_a_person" });
    expect((await house.levels.get(asRiley, api)).history).toEqual([]);
  });

  it("is raised by an admin only, a first one included that goes before its project's, and lowered by anybody", async () => {
    await using house = await openHouse();
    const set = (caller: Caller, level: Level, scope: Scope = api) =>
      house.levels.set(caller, { scope, level, why: "so it is" });
    const notAdmin = { code: "person.not_admin", kind: "forbidden" };
    await expect(set(asInes, 2)).rejects.toMatchObject(notAdmin);
    await set(asInes, 1);
    await expect(set(asInes, 2)).rejects.toMatchObject(notAdmin);
    await set(asRiley, 4);
    await set(asInes, 3);
    await expect(set(asInes, 4)).rejects.toMatchObject(notAdmin);
    const removed: Caller = { tenantId, actor: { kind: "person", id: "act_gone", name: "Gone" } };
    await expect(set(removed, 4)).rejects.toMatchObject(notAdmin);
    const { history } = await house.levels.get(asRiley, api);
    expect(history.map(({ level, by }) => [level, by.name])).toEqual([
      [3, "Ines"],
      [4, "Riley"],
      [1, "Ines"],
    ]);
  });

  it("is lowered by three failures in a row, in the transaction that stores the third, and counts afresh from then", async () => {
    await using house = await openHouse();
    await house.levels.set(asRiley, { scope: api, level: 3, why: "a good month" });
    for (let failed = 1; failed <= 3; failed++) await house.run(fails);
    expect((await house.levels.get(asRiley, api)).newest).toMatchObject({
      ...{ level: 2, from: 3, how: "demoted", why: "the last 3 attempts failed" },
      by: { kind: "system" },
    });
    expect(await house.run(reads)).toMatchObject({ phase: "awaiting_approval" });
    const { items } = await house.stores.ledger.list(tenantId, { type: "level.demoted" }, { limit: 10 });
    expect(items).toHaveLength(1);
    const { items: executed } = await house.stores.ledger.list(tenantId, { type: "step.verified" }, { limit: 1 });
    expect(items[0]?.sequence).toBeGreaterThan(executed[0]?.sequence ?? 0);
    expect(await house.stores.ledger.verify(tenantId)).toMatchObject({ ok: true });
  });

  it("comes to be by three failures of what ran by itself, where nobody set one", async () => {
    await using house = await openHouse();
    for (let failed = 1; failed <= 3; failed++) await house.run(fails);
    const { newest } = await house.levels.get(asRiley, api);
    expect(newest).toMatchObject({ level: 4, how: "demoted", why: "the last 3 attempts failed" });
  });
});

describe("a promotion", () => {
  const policy: Policy = { promotion: { attempts: 3, days: 2 } };

  it("is offered from evidence, raises nothing by itself, and raises on a person's word", async () => {
    await using house = await openHouse(policy);
    await house.levels.set(asRiley, { scope: api, level: 3, why: "start" });
    for (let n = 0; n < 2; n++) await house.run(reads);
    house.wait(3 * 24 * 60);
    expect(await house.levels.promotions(asRiley)).toEqual([]);
    await house.run(reads);
    const [offer] = await house.levels.promotions(asRiley);
    expect(offer).toMatchObject({ scope: api, from: 3, to: 4, phase: "offered" });
    expect((await house.levels.get(asRiley, api)).newest?.level).toBe(3);
    await house.run(reads);
    expect(await house.levels.promotions(asRiley)).toHaveLength(1);

    const byModel = house.levels.answer({ tenantId, actor: model }, offer?.id ?? "", { type: "confirm", why: "x" });
    await expect(byModel).rejects.toMatchObject({ code: "promotion.not_a_person" });
    const byInes = house.levels.answer(asInes, offer?.id ?? "", { type: "confirm", why: "looks right" });
    await expect(byInes).rejects.toMatchObject({ code: "person.not_admin", kind: "forbidden" });
    expect((await house.levels.get(asRiley, api)).newest?.level).toBe(3);
    await house.levels.answer(asRiley, offer?.id ?? "", { type: "confirm", why: "looks right" });
    expect((await house.levels.get(asRiley, api)).newest).toMatchObject({ level: 4, how: "promoted", by: riley });
    const again = house.levels.answer(asRiley, offer?.id ?? "", { type: "confirm", why: "again" });
    await expect(again).rejects.toMatchObject({ code: "promotion.answered" });
    expect(await house.types("level.*")).toEqual(["level.set", "level.promotion_offered", "level.promoted"]);
  });

  it("is not offered again for thirty days once it was declined", async () => {
    await using house = await openHouse(policy);
    await house.levels.set(asRiley, { scope: api, level: 3, why: "start" });
    house.wait(3 * 24 * 60);
    for (let n = 0; n < 3; n++) await house.run(reads);
    const [offer] = await house.levels.promotions(asRiley);
    await house.levels.answer(asInes, offer?.id ?? "", { type: "decline", why: "we move next week" });
    house.wait(29 * 24 * 60);
    await house.run(reads);
    expect(await house.levels.promotions(asRiley)).toHaveLength(1);
    house.wait(2 * 24 * 60);
    await house.run(reads);
    expect((await house.levels.promotions(asRiley)).map(({ phase }) => phase)).toEqual(["offered", "declined"]);
  });
});

describe("an elevation", () => {
  it("raises by one level once somebody else grants it, and is gone when its time has passed", async () => {
    await using house = await openHouse();
    await house.levels.set(asRiley, { scope: api, level: 2, why: "careful" });
    const { elevation } = await house.elevations.ask(asRiley, { scope: api, reason: "it is down", minutes: 20 });
    expect(await house.run(reads)).toMatchObject({ phase: "awaiting_approval" });
    const own = house.elevations.answer(asRiley, elevation.id, { type: "grant" });
    await expect(own).rejects.toMatchObject({ code: "elevation.self_grant" });

    await house.elevations.answer(asInes, elevation.id, { type: "grant" });
    expect(await house.run(reads)).toMatchObject({ phase: "succeeded" });
    expect(await house.elevations.active(asRiley)).toHaveLength(1);

    house.wait(20);
    expect(await house.run(reads)).toMatchObject({ phase: "awaiting_approval", decision: { level: 2 } });
    expect(await house.elevations.active(asRiley)).toEqual([]);
    expect(await house.types("elevation.*")).toEqual(["elevation.asked", "elevation.granted"]);
  });

  it("is over at once when somebody ends it", async () => {
    await using house = await openHouse();
    await house.levels.set(asRiley, { scope: api, level: 2, why: "careful" });
    const { elevation } = await house.elevations.ask(asRiley, { scope: api, reason: "it is down", minutes: 60 });
    await house.elevations.answer(asInes, elevation.id, { type: "grant" });
    await house.elevations.answer(asRiley, elevation.id, { type: "end", why: "it is up" });
    expect(await house.run(reads)).toMatchObject({ phase: "awaiting_approval" });
  });

  it("lasts an hour at most", async () => {
    await using house = await openHouse();
    for (const minutes of [0, 61, 1.5]) {
      const asked = house.elevations.ask(asRiley, { scope: api, reason: "more", minutes });
      await expect(asked).rejects.toMatchObject({ code: "elevation.too_long" });
    }
  });
});

describe("a runbook", () => {
  it("is locked and trusted less by anybody, unlocked and trusted more by an admin", async () => {
    await using house = await openHouse();
    const id = await house.runbookOf(reads);
    const notAdmin = { code: "person.not_admin", kind: "forbidden" };
    await house.trust.set(asInes, id, { trust: 0, why: "nobody has read it" });
    await expect(house.trust.set(asInes, id, { trust: 1, why: "I have" })).rejects.toMatchObject(notAdmin);
    await house.trust.lock(asInes, id, { isLocked: true, why: "step 4" });
    const unlocked = house.trust.lock(asInes, id, { isLocked: false, why: "it is fine" });
    await expect(unlocked).rejects.toMatchObject(notAdmin);
    expect(await house.trust.get(asRiley, id)).toMatchObject({ trust: 0, lock: { why: "step 4" } });
    await house.trust.lock(asRiley, id, { isLocked: false, why: "corrected" });
    await house.trust.set(asRiley, id, { trust: 2, why: "forty runs" });
    expect(await house.trust.get(asRiley, id)).toMatchObject({ trust: 2 });
  });

  it("runs nothing while it is locked", async () => {
    await using house = await openHouse();
    const id = await house.runbookOf(reads);
    await house.trust.lock(asRiley, id, { isLocked: true, why: "step 4 deletes the wrong table" });
    expect(await house.run(reads)).toMatchObject({ phase: "manual_intervention" });
    await house.trust.lock(asRiley, id, { isLocked: false, why: "corrected" });
    expect(await house.run(reads)).toMatchObject({ phase: "succeeded" });
  });

  it("waits for a person at every step until it is trusted", async () => {
    await using house = await openHouse();
    const id = await house.runbookOf(reads);
    await house.trust.set(asRiley, id, { trust: 1, why: "a new version" });
    expect(await house.run(reads)).toMatchObject({ phase: "awaiting_approval" });
    await house.trust.set(asRiley, id, { trust: 0, why: "nobody has read it" });
    expect(await house.run(reads)).toMatchObject({ phase: "ready", waitsFor: "hand" });
  });
});
