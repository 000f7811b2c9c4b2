import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { draft } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "../../test/test-server.ts";
import { makeLedgerMonths, monthsAhead } from "./ledger-months.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

let stores: TestStores;
let admin: Client;
/** What the stores take for the time. */
let now: Date;
beforeEach(async () => {
  now = new Date();
  const clock = { now: () => now, at: () => () => {} };
  stores = await openTestStores(await server.newPlace(), undefined, clock);
  admin = await server.superuser(stores.place);
  await admin.query("SET search_path TO steadyhand");
  return async () => {
    await admin.end();
    await stores[Symbol.asyncDispose]();
  };
});

const firstOf = (months: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
const inMonths = (months: number) => new Date(firstOf(months).getTime() + 14.5 * 86_400_000);
const nameOf = (month: Date) => `audit_event_${month.toISOString().slice(0, 7).replace("-", "_")}`;

async function append(at: Date, why: string): Promise<void> {
  const before = now;
  now = at;
  await stores.ledger.append(tenantId, [draft(why)]);
  now = before;
}

async function parts(): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_event'::regclass ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}

async function eventsIn(part: string): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${part}`);
  return rows[0]?.count ?? 0;
}

it("makes every month up to six ahead, and nothing when they are there", async () => {
  const made = await makeLedgerMonths(stores.place, now);
  expect(made).toEqual({ madeUntil: firstOf(monthsAhead + 1), hasOthers: false });
  const months = Array.from({ length: monthsAhead }, (_, index) => nameOf(inMonths(index + 1)));
  expect(await parts()).toEqual([...months, "audit_event_first", "audit_event_other"].sort());
  expect(await makeLedgerMonths(stores.place, now)).toEqual(made);
});

it("makes each once when several servers do so at the same time", async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => makeLedgerMonths(stores.place, now)));
  expect(new Set(all.map(({ madeUntil }) => madeUntil.toISOString())).size).toBe(1);
  expect((await parts()).length).toBe(monthsAhead + 2);
});

it("makes the missing ones of a server that was away for long", async () => {
  await makeLedgerMonths(stores.place, now);
  const later = inMonths(20);
  expect(await makeLedgerMonths(stores.place, later)).toMatchObject({ madeUntil: firstOf(20 + monthsAhead + 1) });
});

it("puts each event into its month, and reads, pages, proves and verifies across them", async () => {
  await makeLedgerMonths(stores.place, now);
  for (const month of [0, 1, 1, 3]) await append(inMonths(month), `month ${month}`);
  const counts = await Promise.all(
    [0, 1, 2, 3].map((m) => eventsIn(m === 0 ? "audit_event_first" : nameOf(inMonths(m)))),
  );
  expect(counts).toEqual([1, 2, 0, 1]);
  const page = await stores.ledger.list(tenantId, {}, { limit: 3 });
  expect(page.items.map(({ sequence }) => sequence)).toEqual([4, 3, 2]);
  const rest = await stores.ledger.list(tenantId, {}, { limit: 3, after: page.next ?? "" });
  expect(rest.items.map(({ sequence }) => sequence)).toEqual([1]);
  const since = await stores.ledger.list(tenantId, { since: firstOf(1) }, { limit: 10 });
  expect(since.items.map(({ sequence }) => sequence)).toEqual([4, 3, 2]);
  expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 4 });
  expect(await stores.ledger.proveInclusion(tenantId, 3)).toMatchObject({
    kind: "inclusion",
    path: [expect.any(String), expect.any(String)],
  });
});

it("records what bears a time that no month was made for, says so, and goes on", async () => {
  await append(inMonths(9), "a clock that is wrong");
  await append(now, "and right again");
  expect(await eventsIn("audit_event_other")).toBe(1);
  expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 2 });
  expect(await makeLedgerMonths(stores.place, now)).toMatchObject({ hasOthers: true });
  const then = makeLedgerMonths(stores.place, inMonths(9));
  await expect(then).rejects.toMatchObject({ code: "ledger.month_in_use" });
  // What lay before it was made all the same.
  expect(await parts()).toContain(nameOf(inMonths(8)));
  await append(inMonths(9), "still recorded");
  expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 3 });
});

it("waits for nobody who holds the ledger for long, and can be tried again", async () => {
  await admin.query("BEGIN; LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE");
  await expect(makeLedgerMonths(stores.place, now)).rejects.toMatchObject({ code: "database.failed" });
  await admin.query("ROLLBACK");
  expect(await makeLedgerMonths(stores.place, now)).toMatchObject({ hasOthers: false });
});

it("notices a month that was taken away", async () => {
  await makeLedgerMonths(stores.place, now);
  await admin.query(`ALTER TABLE audit_event DETACH PARTITION ${nameOf(inMonths(2))}`);
  await expect(makeLedgerMonths(stores.place, now)).rejects.toMatchObject({ code: "database.failed" });
});

describe("each part", () => {
  it("refuses every change, even by the superuser", async () => {
    await makeLedgerMonths(stores.place, now);
    for (const part of await parts()) {
      for (const change of [`UPDATE ${part} SET text = ''`, `DELETE FROM ${part}`, `TRUNCATE ${part}`]) {
        await expect(admin.query(change), change).rejects.toThrow("the ledger only grows");
      }
    }
  });

  it("is read by nobody but through the whole, with its policy", async () => {
    await makeLedgerMonths(stores.place, now);
    for (const month of [0, 1, 9]) await append(inMonths(month), "to be kept apart");
    const parted = await parts();
    await admin.query("SET ROLE steadyhand_app");
    for (const part of parted)
      await expect(admin.query(`SELECT FROM ${part}`), part).rejects.toThrow("permission denied");
    await admin.query("SET ROLE steadyhand_owner");
    for (const part of parted) expect((await admin.query(`SELECT FROM ${part}`)).rowCount, part).toBe(0);
    await admin.query("SET app.tenant_id = 'ten_default'");
    expect((await admin.query("SELECT FROM audit_event")).rowCount).toBe(3);
    await admin.query("SET app.tenant_id = 'ten_other'");
    expect((await admin.query("SELECT FROM audit_event")).rowCount).toBe(0);
  });
});
