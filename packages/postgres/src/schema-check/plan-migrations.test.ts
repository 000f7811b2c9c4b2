import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, quiet, type TestServer } from "../../test/test-server.ts";
import { type DatabasePlace, type Migration, openDatabase, readMigrations } from "../database/index.ts";
import { blockedBy, lockModeOf, lockModes } from "./lock-modes.ts";
import { planMigrations } from "./plan-migrations.ts";
import { loadGrammar } from "./sql-tree.ts";
import { locksOf } from "./statement-locks.ts";

let server: TestServer;
let place: DatabasePlace;
let admin: Client;
let applied: Migration[];

beforeAll(async () => {
  server = await openTestServer();
  place = await server.newPlace();
  admin = await server.superuser(place);
  applied = await readMigrations();
  await admin.query(`SET search_path TO steadyhand; INSERT INTO tenant (tenant_id) VALUES ('ten_a');
    INSERT INTO runbook_version SELECT 'ten_a', 'rbk_' || n, 1, 't', 1, 's', '{}', now(), '{}', '{}' FROM generate_series(1, 5000) n;
    ANALYZE runbook_version`);
});
afterAll(async () => {
  await admin.end();
  await server.close();
});

/** A plan for what is there and these statements behind it. */
const planned = async (sql: string, isTried = false) => {
  const number = applied.length + 1;
  const next = { ...{ number, name: `${number}_next`, sql, sha256: "1" }, readableFrom: number };
  return planMigrations(place, { isTried, migrations: [...applied, next] });
};

/** Statements with every lock that PostgreSQL itself shows them to take is what a plan says of them. */
const statements = [
  "ALTER TABLE runbook_version ADD COLUMN a text",
  "ALTER TABLE runbook_version ADD COLUMN a uuid NOT NULL DEFAULT gen_random_uuid()",
  "ALTER TABLE runbook_version ADD CONSTRAINT a CHECK (version > 0)",
  "ALTER TABLE runbook_version ADD CONSTRAINT a CHECK (version > 0) NOT VALID",
  "ALTER TABLE runbook_version ADD CONSTRAINT a UNIQUE (tenant_id, title, id)",
  "ALTER TABLE runbook_version ADD CONSTRAINT a FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id)",
  "ALTER TABLE runbook_version ALTER COLUMN title SET NOT NULL",
  "ALTER TABLE runbook_version ALTER COLUMN title TYPE varchar(9)",
  "ALTER TABLE runbook_version ALTER COLUMN title SET STATISTICS 5",
  "ALTER TABLE runbook_version SET (fillfactor = 90)",
  "ALTER TABLE runbook_version DISABLE ROW LEVEL SECURITY",
  "ALTER TABLE runbook_version RENAME COLUMN title TO heading",
  "ALTER TABLE execution DISABLE TRIGGER execution_only_advances",
  "ALTER TABLE audit_event DETACH PARTITION audit_event_other",
  "CREATE INDEX a ON runbook_version (tenant_id, title)",
  "CREATE POLICY a ON runbook_version USING (true)",
  "CREATE TRIGGER a BEFORE UPDATE ON runbook_version FOR EACH ROW EXECUTE FUNCTION refuse_change()",
  "CREATE TABLE a (tenant_id text REFERENCES tenant (tenant_id))",
  "CREATE TABLE a (LIKE runbook_version)",
  "GRANT SELECT ON runbook_version TO steadyhand_app",
  "UPDATE runbook_version SET title = 'x'",
  "DELETE FROM runbook_version",
  "INSERT INTO tenant (tenant_id) SELECT tenant_id FROM runbook_version LIMIT 0",
  "TRUNCATE model_answer",
  "DROP TABLE model_answer",
  "DROP TRIGGER execution_only_advances ON execution",
  "DROP POLICY own_tenant ON runbook_version",
];

describe("what a statement is said to lock", () => {
  it.each(statements)("is what PostgreSQL locks: %s", async (sql) => {
    const grammar = await loadGrammar();
    const [statement] = grammar.read(sql);
    await admin.query("BEGIN; SET LOCAL search_path TO steadyhand");
    // Trying it is also what shows which files are new: a rewritten table lies in another one.
    const before = await fileNodes();
    await admin.query(sql);
    const { rows } = await admin.query<{ table: string; mode: string }>(`
      SELECT c.relname AS table, mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
      WHERE pid = pg_backend_pid() AND relkind IN ('r', 'p') AND relnamespace = 'steadyhand'::regnamespace`);
    const after = await fileNodes();
    await admin.query("ROLLBACK");
    const foreseen = (statement && locksOf(statement)) ?? [];
    for (const { table, mode, effect } of foreseen) {
      const taken = rows
        .filter((row) => row.table === table)
        .map((row) => lockModes.indexOf(lockModeOf(row.mode) ?? "ACCESS SHARE"));
      expect([table, lockModes[Math.max(-1, ...taken)] ?? "gone"]).toEqual([
        table,
        sql.startsWith("DROP TABLE") ? "gone" : mode,
      ]);
      const isRewritten = after.has(table) && before.get(table) !== after.get(table);
      if (!sql.startsWith("TRUNCATE")) expect([table, isRewritten]).toEqual([table, effect === "rewrite"]);
    }
    // What else is locked is locked for reading at most.
    const others = rows.filter(({ table }) => before.has(table) && !foreseen.some((lock) => lock.table === table));
    expect(
      others
        .filter(({ mode }) => blockedBy(lockModeOf(mode) ?? "ACCESS SHARE") !== "nothing")
        .map(({ table }) => table),
    ).toEqual(sql.includes("DETACH") ? ["audit_event_other"] : []);
  });

  async function fileNodes(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await admin.query<{ name: string; file: number }>(
      "SELECT relname AS name, relfilenode AS file FROM pg_class WHERE relkind = 'r' AND relnamespace = 'steadyhand'::regnamespace",
    );
    return new Map(rows.map(({ name, file }) => [name, file]));
  }
});

describe("a plan", { timeout: 60_000 }, () => {
  it("says that nothing is to be done", async () => {
    expect(await planMigrations(place)).toEqual({ newest: applied.at(-1)?.name, newer: [], pending: [] });
  });

  it("says what each statement locks, what waits for it, and how much lies there", async () => {
    const { pending } = await planned(
      "ALTER TABLE runbook_version ADD CONSTRAINT a CHECK (version > 0);\nCREATE TABLE b ();",
    );
    const [first, second] = pending[0]?.statements ?? [];
    expect(first).toMatchObject({ line: 1, text: "ALTER TABLE runbook_version ADD CONSTRAINT a CHECK (version > 0)" });
    expect(first?.locks).toMatchObject([
      {
        table: "runbook_version",
        mode: "ACCESS EXCLUSIVE",
        blocks: "reading and writing",
        effect: "scan",
        rows: 5000,
        isMeasured: false,
      },
    ]);
    expect(first?.locks?.[0]?.bytes).toBeGreaterThan(500_000);
    expect(first?.locks?.[0]?.heldMs).toBeGreaterThan(5);
    expect(second).toEqual({ line: 2, text: "CREATE TABLE b ()", locks: [] });
  });

  it("knows a table by its name of now, also when it is renamed on the way and another takes its name", async () => {
    const sql =
      "ALTER TABLE runbook_version RENAME TO old; CREATE TABLE runbook_version (a text); ALTER TABLE old ADD COLUMN a text; CREATE INDEX a ON runbook_version (a);";
    for (const isTried of [false, true]) {
      const [migration] = (await planned(sql, isTried)).pending;
      const tables = migration?.statements.map(({ locks }) => locks?.map(({ table, rows }) => `${table} ${rows}`));
      // What is held already is not taken again.
      expect(tables).toEqual([["runbook_version 5000"], [], isTried ? [] : ["runbook_version 5000"], []]);
    }
  });

  it("says so where only trying shows, and shows it then", async () => {
    const block = "DO $$ BEGIN EXECUTE 'ALTER TABLE runbook_version ADD COLUMN a text'; END $$";
    expect((await planned(block)).pending[0]?.statements[0]).not.toHaveProperty("locks");
    expect((await planned(block, true)).pending[0]?.statements[0]?.locks).toMatchObject([
      { table: "runbook_version", mode: "ACCESS EXCLUSIVE", isMeasured: true },
    ]);
  });

  it("measures from the statement that takes a lock to the end of its migration, and changes nothing", async () => {
    const { pending } = await planned(
      "ALTER TABLE runbook_version ADD COLUMN a text; SELECT pg_sleep(0.05); CREATE INDEX b ON runbook_version (tenant_id, title);",
      true,
    );
    const [migration] = pending;
    const [added, slept, indexed] = migration?.statements ?? [];
    expect(added?.locks?.[0]?.heldMs).toBeGreaterThanOrEqual(50);
    expect(slept?.tookMs).toBeGreaterThanOrEqual(49);
    expect(indexed?.locks).toMatchObject([
      { table: "runbook_version", mode: "SHARE", blocks: "writing", effect: "scan" },
    ]);
    expect(indexed?.locks?.[0]?.heldMs).toBeLessThan(added?.locks?.[0]?.heldMs ?? 0);
    expect(migration?.tookMs).toBeGreaterThanOrEqual(50);
    const { rows } = await admin.query(
      "SELECT FROM pg_attribute WHERE attrelid = 'runbook_version'::regclass AND attname = 'a'",
    );
    expect(rows).toEqual([]);
    expect((await planMigrations(place)).pending).toEqual([]);
  });

  it("gives up when a table is in use, says where, and changes nothing", async () => {
    await admin.query("BEGIN; LOCK TABLE schedule IN SHARE MODE");
    const trial = planned("CREATE TABLE more ();\nALTER TABLE schedule ADD COLUMN a text", true);
    await expect(trial).rejects.toMatchObject({
      code: "migration.lock_not_taken",
      message: expect.stringMatching(/_next, line 2: a table was in use for 2000 ms$/),
    });
    await admin.query("LOCK TABLE schedule IN ACCESS EXCLUSIVE MODE");
    await expect(planMigrations(place)).rejects.toMatchObject({ code: "migration.lock_not_taken" });
    await admin.query("ROLLBACK");
    expect((await admin.query("SELECT to_regclass('more') AS found")).rows).toEqual([{ found: null }]);
  });

  it("names what fails when it is tried", async () => {
    await expect(planned("SELECT 1/0", true)).rejects.toThrow(/_next, line 1: division by zero/);
  });

  it("says what a newer release has done, and that of an empty database all is to be done", async () => {
    const older = await planMigrations(place, { migrations: applied.slice(0, -1) });
    expect(older).toMatchObject({ newer: [applied.at(-1)?.name], pending: [] });
    const database = "untouched";
    const postgres = await server.superuser({ ...server.embedded, database: "postgres" });
    await postgres.query(`CREATE DATABASE ${database} OWNER steadyhand_owner`);
    await postgres.end();
    const empty = await planMigrations({ ...server.embedded, database });
    expect(empty.pending.map(({ name }) => name)).toEqual(applied.map(({ name }) => name));
    await expect(planMigrations({ ...server.embedded, database }, { isTried: true })).rejects.toMatchObject({
      code: "migration.nothing_to_try",
    });
    await (await openDatabase({ place: { ...server.embedded, database }, log: quiet })).close();
    expect((await planMigrations({ ...server.embedded, database })).pending).toEqual([]);
  });
});
