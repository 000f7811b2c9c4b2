import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { draft } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, tenantId } from "../../test/test-server.ts";
import type { Database } from "../database/index.ts";
import { appendAlone } from "./append-alone.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

/** Stores, and how many flights and how many transactions of several statements an append of its own takes. */
async function open() {
  const stores = await openTestStores(await server.newPlace());
  const taken = { calls: 0, transactions: 0 };
  const database: Database = {
    ...stores.database,
    call: (what, statement) => {
      taken.calls += 1;
      return stores.database.call(what, statement);
    },
    transaction: (what, sight, work) => {
      taken.transactions += 1;
      return stores.database.transaction(what, sight, work);
    },
  };
  return { ...stores, taken, appendOne: appendAlone({ database, clock: stores.clock }), counted: database };
}

async function whys({ ledger }: { ledger: Awaited<ReturnType<typeof open>>["ledger"] }): Promise<string[]> {
  const { items } = await ledger.list(tenantId, {}, { limit: 500 });
  return items.map(({ why }) => why).reverse();
}

it("begins a chain, and then takes one flight an append while nobody else appends", async () => {
  await using s = await open();
  for (const why of ["first", "second", "third"]) await s.appendOne(tenantId, [draft(why)]);
  expect(await whys(s)).toEqual(["first", "second", "third"]);
  // To the first there was no chain, and the second did not know its end.
  expect(s.taken).toEqual({ calls: 4, transactions: 1 });
});

it("appends after what others have appended in between", async () => {
  await using s = await open();
  for (const n of [1, 2, 3]) {
    await s.appendOne(tenantId, [draft(`ours ${n}`)]);
    await s.ledger.append(tenantId, [draft(`theirs ${n}`)]);
  }
  expect(await whys(s)).toEqual(["ours 1", "theirs 1", "ours 2", "theirs 2", "ours 3", "theirs 3"]);
  expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 6 });
});

it("locks the end where others append all the time, and loses nothing", async () => {
  await using s = await open();
  await s.appendOne(tenantId, [draft("begun")]);
  const busy: Database = {
    ...s.counted,
    async call(what, statement) {
      // Somebody is always quicker.
      await s.ledger.append(tenantId, [draft("theirs")]);
      return s.counted.call(what, statement);
    },
  };
  await appendAlone({ database: busy, clock: s.clock })(tenantId, [draft("ours")]);
  expect((await whys(s)).filter((why) => why === "ours")).toHaveLength(1);
  expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 5 });
});

it("keeps one whole chain when four servers append at once, each event once", async () => {
  await using s = await open();
  const servers = [1, 2, 3, 4].map(() => appendAlone({ database: s.database, clock: s.clock }));
  const all = servers.flatMap((append, index) =>
    Array.from({ length: 10 }, (_, n) => () => append(tenantId, [draft(`${index}.${n} a`), draft(`${index}.${n} b`)])),
  );
  await Promise.all(all.map((one) => one()));
  const told = await whys(s);
  expect(told).toHaveLength(80);
  expect(new Set(told).size).toBe(80);
  expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 80 });
});

it("stores none of an append's events when one cannot be stored, and goes on after it", async () => {
  await using s = await open();
  await s.appendOne(tenantId, [draft("before")]);
  const broken = { ...draft("broken"), outcome: undefined } as unknown as AuditEventDraft;
  await expect(s.appendOne(tenantId, [draft("beside it"), broken])).rejects.toThrow();
  await s.appendOne(tenantId, [draft("after")]);
  expect(await whys(s)).toEqual(["before", "after"]);
  expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 2 });
});

it("answers for no event that a rule or a trigger has swallowed", async () => {
  await using s = await open();
  await s.appendOne(tenantId, [draft("before")]);
  const admin = await server.superuser(s.place);
  await admin.query(`CREATE FUNCTION steadyhand.swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER swallow BEFORE INSERT ON steadyhand.audit_event FOR EACH ROW EXECUTE FUNCTION steadyhand.swallow()`);
  await expect(s.appendOne(tenantId, [draft("swallowed")])).rejects.toMatchObject({ cause: { code: "SH007" } });
  await admin.query("DROP TRIGGER swallow ON steadyhand.audit_event");
  await admin.end();
  expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 1 });
});

it("is refused an append without events", async () => {
  await using s = await open();
  await expect(s.appendOne(tenantId, [])).rejects.toMatchObject({ code: "ledger.no_record" });
});

it("appends nothing in the database after an end of the right place with another hash", async () => {
  await using s = await open();
  await s.appendOne(tenantId, [draft("one")]);
  const admin: Client = await server.superuser(s.place);
  const texts = "'{2}', '{x}', '{x}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{ok}', '{2026-03-01}', '{x}'";
  const hash = "f".repeat(64);
  const call = (oldHash: string) =>
    admin.query(
      `SELECT * FROM steadyhand.append_events('${tenantId}', 1, '${oldHash}', 2, '${hash}', ${texts}, '{${hash}}')`,
    );
  const { rows } = await call("e".repeat(64));
  expect(rows[0]).toMatchObject({ sequence: "1" });
  expect(await whys(s)).toEqual(["one"]);
  // With the right one it does, and even for a superuser as the application, held by its policies.
  expect((await call(rows[0].hash)).rows[0]).toMatchObject({ sequence: "2", hash });
  await admin.query("BEGIN");
  await call(rows[0].hash);
  expect((await admin.query("SELECT current_user AS role")).rows[0]).toEqual({ role: "steadyhand_app" });
  await admin.end();
});
