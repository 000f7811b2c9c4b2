import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import type { LedgerFilter } from "@steadyhand/engine";
import { afterAll, beforeAll, expect, it } from "vitest";
import { draft, execution, riley } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "../../test/test-server.ts";
import { eventsALook } from "./list-events.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const stores = async () => openTestStores(await server.newPlace());

/** Everything that fits, page after page, by what it says. */
async function found(s: TestStores, filter: LedgerFilter, { limit = 2, of = tenantId } = {}): Promise<string[]> {
  const said: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await s.ledger.list(of, filter, { limit, ...(after !== undefined && { after }) });
    said.push(...page.items.map(({ why }) => why));
    if (page.next === undefined) return said;
    after = page.next;
  }
}

async function started(s: TestStores, id: ExecutionId, changes: object = {}, said: Partial<AuditEventDraft> = {}) {
  const begun = { ...execution(id, tenantId, s.clock.now()), ...changes };
  await s.executions.create(begun, [{ ...draft(`${id} started`, begun), ...said }]);
}

it("finds the events of executions on a subject, in an environment, at a level", async () => {
  await using s = await stores();
  await started(s, "exe_1", { subject: "api" }, { environment: "production", level: 3 });
  await started(s, "exe_2", { subject: "web" }, { environment: "pre-production", level: 2 });
  await started(s, "exe_3", { subject: "api" }, { environment: "production", level: 2 });
  await s.ledger.append(tenantId, [draft("of none")]);
  expect(await found(s, { subject: "api" })).toEqual(["exe_3 started", "exe_1 started"]);
  expect(await found(s, { subject: "api", level: 3 })).toEqual(["exe_1 started"]);
  expect(await found(s, { subject: "ap" })).toEqual([]);
  expect(await found(s, { environment: "production" })).toEqual(["exe_3 started", "exe_1 started"]);
  expect(await found(s, { level: 2 })).toEqual(["exe_3 started", "exe_2 started"]);
  expect(await found(s, { level: 2, environment: "production" })).toEqual(["exe_3 started"]);
  expect(await found(s, { subject: "api", actorId: "act_nobody" })).toEqual([]);
  expect(await found(s, { subject: "api", actorName: "riley", type: "step.*" })).toHaveLength(2);
});

it("takes nothing within an event's data for what the event says of itself", async () => {
  await using s = await stores();
  const inner = { environment: "production", executionId: "exe_9", level: 5, outcome: "ok" };
  await s.ledger.append(tenantId, [{ ...draft("a copy"), data: { inner }, environment: "lab", level: 1 }]);
  await s.ledger.append(tenantId, [{ ...draft("itself"), environment: "production", level: 5 }]);
  expect(await found(s, { environment: "production" })).toEqual(["itself"]);
  expect(await found(s, { level: 5 }, { limit: 1 })).toEqual(["itself"]);
});

it("finds an actor by name, in any case, and whoever shares it; no part of a name, and nobody's old one", async () => {
  await using s = await stores();
  const by = (id: `act_${string}`, name: string, why: string) => ({ ...draft(why), actor: { ...riley, id, name } });
  await s.ledger.append(tenantId, [by("act_1", 'Zoë "Z" O\\Neil', "one"), by("act_2", "Sam", "two")]);
  await s.ledger.append(tenantId, [by("act_3", "sam", "three"), by("act_2", "Sam", "four"), by("act_4", "Sam", "old")]);
  await s.ledger.append(tenantId, [by("act_4", "Alex", "new")]);
  expect(await found(s, { actorName: "SAM" })).toEqual(["four", "three", "two"]);
  expect(await found(s, { actorName: "SAM", actorId: "act_3" })).toEqual(["three"]);
  expect(await found(s, { actorName: 'zoË "z" o\\neil' })).toEqual(["one"]);
  expect(await found(s, { actorName: "alex" })).toEqual(["new", "old"]);
  expect(await found(s, { actorName: "sa" })).toEqual([]);
});

it("finds by name what came, and who was renamed, since it was last asked; of each tenant its own", async () => {
  await using s = await stores();
  const by = (id: `act_${string}`, name: string, why: string) => ({ ...draft(why), actor: { ...riley, id, name } });
  await s.ledger.append(tenantId, [by("act_1", "Sam", "one")]);
  await s.ledger.append("ten_other", [by("act_9", "Sam", "theirs")]);
  expect(await found(s, { actorName: "sam" })).toEqual(["one"]);
  await s.ledger.append(tenantId, [by("act_2", "Sam", "two"), by("act_1", "Samuel", "three")]);
  expect(await found(s, { actorName: "sam" })).toEqual(["two"]);
  expect(await found(s, { actorName: "samuel" })).toEqual(["three", "one"]);
  expect(await found(s, { actorName: "samuel" })).toEqual(["three", "one"]);
});

it("never shows another tenant's events, whatever is asked for", async () => {
  await using s = await stores();
  const other: TenantId = "ten_other";
  await started(s, "exe_1", { subject: "api" }, { environment: "production", level: 3 });
  const since = new Date(0);
  for (const filter of [
    ...[{}, { subject: "api" }, { executionId: "exe_1" }, { actorName: "Riley" }, { actorId: riley.id }, { level: 3 }],
    ...[{ environment: "production" }, { type: "step.*" }, { type: "step.executed" }, { since }, { outcome: "ok" }],
  ] as LedgerFilter[]) {
    expect({ filter, found: await found(s, filter) }).toEqual({ filter, found: ["exe_1 started"] });
    expect({ filter, found: await found(s, filter, { of: other }) }).toEqual({ filter, found: [] });
  }
});

it("goes by time where a time is asked for, also where a clock went back, and by place otherwise", async () => {
  const times = ["03:00", "03:10", "02:50", "03:20"].map((time) => new Date(`2026-03-01T${time}:00.000Z`));
  let at = 0;
  const clock = { now: () => times[at] ?? new Date(0), at: () => () => {} };
  await using s = await openTestStores(await server.newPlace(), undefined, clock);
  for (; at < times.length; at++) await s.ledger.append(tenantId, [draft(`at ${at}`), draft(`also at ${at}`)]);
  expect(await found(s, {}, { limit: 3 })).toEqual([3, 2, 1, 0].flatMap((n) => [`also at ${n}`, `at ${n}`]));
  const since = new Date("2026-03-01T03:00:00.000Z");
  const until = new Date("2026-03-01T03:20:00.000Z");
  for (const filter of [{ since }, { since, actorId: riley.id }]) {
    expect(await found(s, filter, { limit: 1 })).toEqual([3, 1, 0].flatMap((n) => [`also at ${n}`, `at ${n}`]));
  }
  expect(await found(s, { until }, { limit: 3 })).toEqual([1, 0, 2].flatMap((n) => [`also at ${n}`, `at ${n}`]));
});

it("finds what lies far back, though no page looks at more than so many events", async () => {
  await using s = await stores();
  const rare = { ...draft("long ago"), outcome: "failed", level: 4, environment: "lab" } as const;
  await s.ledger.append(tenantId, [rare]);
  for (let part = 0; part < 11; part++) {
    const many = Array.from({ length: eventsALook / 10 }, (_, n) => draft(`${part}.${n}`));
    await s.ledger.append(tenantId, many);
  }
  const since = new Date(0);
  for (const filter of [
    ...[{ level: 4 }, { level: 4, since }, { environment: "lab", actorId: riley.id }],
    ...[
      { environment: "lab", actorName: "Riley" },
      { type: "person.*", level: 4 },
    ],
  ] as LedgerFilter[]) {
    const first = await s.ledger.list(tenantId, filter, { limit: 9 });
    expect({ filter, items: first.items, next: typeof first.next }).toEqual({ filter, items: [], next: "string" });
    expect({ filter, found: await found(s, filter) }).toEqual({ filter, found: ["long ago"] });
  }
  // What did not go well is found at once, within a time as well.
  for (const filter of [{ outcome: "failed" }, { outcome: "failed", since }] as LedgerFilter[]) {
    const { items, next } = await s.ledger.list(tenantId, filter, { limit: 9 });
    expect({ said: items.map(({ why }) => why), next }).toEqual({ said: ["long ago"] });
  }
  expect((await found(s, { since, outcome: "ok" }, { limit: 500 })).length).toBe((eventsALook / 10) * 11);
});
