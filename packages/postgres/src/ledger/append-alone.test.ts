import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

/** What the application asks the database for an append, in this release and in those before it. */
const functions = {
  append_sealed: (from: number, oldHash: string, texts: string, hash: string) =>
    `SELECT split_part(found.end, ' ', 1) AS sequence, split_part(found.end, ' ', 2) AS hash FROM (
      SELECT steadyhand.append_sealed('${tenantId}', ${from}, '${oldHash}', '2026-03-01', '{x}', '{x}', '{NULL}', '{NULL}',
        '{NULL}', '{NULL}', '{ok}', ${texts}, '{${hash}}') AS end
    ) found WHERE found.end IS NOT NULL`,
  append_events: (from: number, oldHash: string, texts: string, hash: string) =>
    `SELECT * FROM steadyhand.append_events('${tenantId}', ${from}, '${oldHash}', ${from + 1}, '${hash}', '{${from + 1}}',
      '{x}', '{x}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{ok}', '{2026-03-01}', ${texts}, '{${hash}}')`,
};

describe.each(Object.entries(functions))("the database's %s", (_name, append) => {
  const hash = "f".repeat(64);

  it("appends nothing where there is no chain, nor after an end of the right place with another hash", async () => {
    await using s = await open();
    const admin: Client = await server.superuser(s.place);
    const call = async (from: number, oldHash: string) =>
      (await admin.query(append(from, oldHash, "'{x}'", hash))).rows;
    expect(await call(0, "0".repeat(64))).toEqual([]);
    await s.appendOne(tenantId, [draft("one")]);
    const [end] = await call(1, "e".repeat(64));
    expect(end).toMatchObject({ sequence: "1" });
    expect(await call(2, end.hash)).toEqual([end]);
    expect(await whys(s)).toEqual(["one"]);
    expect(await call(1, end.hash)).toEqual([{ sequence: "2", hash }]);
    const { rows } = await admin.query(`SELECT sequence, hash, text FROM steadyhand.audit_event ORDER BY sequence`);
    expect(rows.at(-1)).toEqual({ sequence: "2", hash, text: "x" });
    await admin.end();
  });

  it("works as the application, held by its policies, also when a superuser calls it", async () => {
    await using s = await open();
    await s.appendOne(tenantId, [draft("one")]);
    const admin: Client = await server.superuser(s.place);
    await admin.query("BEGIN");
    await admin.query(append(1, "e".repeat(64), "'{x}'", hash));
    expect((await admin.query("SELECT current_user AS role")).rows[0]).toEqual({ role: "steadyhand_app" });
    await admin.end();
  });

  it("moves the end of no chain that its events did not all get into", async () => {
    await using s = await open();
    await s.appendOne(tenantId, [draft("one")]);
    const admin: Client = await server.superuser(s.place);
    const { rows } = await admin.query("SELECT sequence, hash FROM steadyhand.audit_head");
    await admin.query(`CREATE FUNCTION steadyhand.swallow() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN IF NEW.type = ''x'' THEN RETURN NULL; END IF; RETURN NEW; END';
      CREATE TRIGGER swallow BEFORE INSERT ON steadyhand.audit_event FOR EACH ROW EXECUTE FUNCTION steadyhand.swallow()`);
    await expect(admin.query(append(1, rows[0].hash, "'{x}'", hash))).rejects.toMatchObject({ code: "SH007" });
    expect((await admin.query("SELECT sequence, hash FROM steadyhand.audit_head")).rows).toEqual(rows);
    await admin.end();
  });
});

it("appends some of its events no more than none, where a trigger swallows one of them", async () => {
  await using s = await open();
  await s.appendOne(tenantId, [draft("before")]);
  const admin = await server.superuser(s.place);
  await admin.query(`CREATE FUNCTION steadyhand.swallow() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN IF NEW.text LIKE ''%second%'' THEN RETURN NULL; END IF; RETURN NEW; END';
    CREATE TRIGGER swallow BEFORE INSERT ON steadyhand.audit_event FOR EACH ROW EXECUTE FUNCTION steadyhand.swallow()`);
  const three = ["first", "second", "third"].map((why) => draft(why));
  await expect(s.appendOne(tenantId, three)).rejects.toMatchObject({ cause: { code: "SH007" } });
  await admin.query("DROP TRIGGER swallow ON steadyhand.audit_event");
  await admin.end();
  expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 1 });
});
