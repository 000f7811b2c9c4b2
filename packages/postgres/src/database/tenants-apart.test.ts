import type { TenantId } from "@steadyhand/core/identity";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillTenant } from "../../test/fill-tenant.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores } from "../../test/test-server.ts";
import { withoutTenant } from "../schema-check/index.ts";

const [ours, theirs]: readonly [TenantId, TenantId] = ["ten_ours", "ten_theirs"];

let server: TestServer;
let stores: TestStores;
let admin: Client;
let app: Client;
/** Every table in which rows of tenants lie, from the catalogue. A partition is read through its table. */
let tables: string[];

beforeAll(async () => {
  server = await openTestServer();
  stores = await openTestStores(await server.newPlace());
  await fillTenant(stores, { tenantId: ours, key: "a" });
  await fillTenant(stores, { tenantId: theirs, key: "b" });
  admin = await server.superuser(stores.place);
  const database = stores.place.kind === "embedded" ? stores.place.database : "";
  app = new Client({ host: server.embedded.socketFolder, user: server.embedded.appRole, database });
  await app.connect();
  const { rows } = await admin.query<{ relname: string }>(`
    SELECT relname FROM pg_class WHERE relnamespace = 'steadyhand'::regnamespace AND relkind IN ('r', 'p')
    AND NOT relispartition ORDER BY relname`);
  tables = rows.map(({ relname }) => relname).filter((table) => !Object.hasOwn(withoutTenant, table));
});
afterAll(async () => {
  await app.end();
  await admin.end();
  await stores[Symbol.asyncDispose]();
  await server.close();
});

/** Runs one statement as the application with a tenant set; nothing of it stays. */
async function asApp<Row>(tenant: string | undefined, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  await app.query(`BEGIN; ${tenant === undefined ? "" : `SET LOCAL app.tenant_id = '${tenant}'`}`);
  try {
    return (await app.query(sql, [...values])).rows as Row[];
  } finally {
    await app.query("ROLLBACK");
  }
}

/** What the database answers each table with, for all of them at once, so that a failure names them. */
async function ofEachTable<Answer>(ask: (table: string) => Promise<Answer>): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const table of tables) answers[table] = await ask(table);
  return answers;
}

const eachTable = <Answer>(answer: Answer) => Object.fromEntries(tables.map((table) => [table, answer]));

/** An answer, or in which of the three ways the database refused. */
async function orRefusal<Answer>(asked: Promise<Answer>): Promise<Answer | "refused"> {
  try {
    return await asked;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (/row-level security|^permission denied|only grows|cannot /.test(message)) return "refused";
    throw error;
  }
}

const count = (table: string, tenant: TenantId) =>
  `SELECT count(*) AS rows FROM steadyhand.${table} WHERE tenant_id = '${tenant}'`;

describe("two tenants in every table", () => {
  it("have rows there, so that what follows means something: who adds a table adds its rows to fillTenant", async () => {
    for (const tenant of [ours, theirs]) {
      const found = await ofEachTable(
        async (table) => Number((await admin.query(count(table, tenant))).rows[0].rows) > 0,
      );
      expect(found).toEqual(eachTable(true));
    }
    expect(tables.length).toBeGreaterThan(20);
  });

  it("each see their own rows alone", async () => {
    for (const tenant of [ours, theirs]) {
      const seen = await ofEachTable((table) =>
        asApp<{ tenant_id: string }>(tenant, `SELECT DISTINCT tenant_id FROM steadyhand.${table}`),
      );
      expect(seen).toEqual(eachTable([{ tenant_id: tenant }]));
    }
  });

  it("see none of the other's, also when asking for them by name", async () => {
    const seen = await ofEachTable((table) =>
      asApp(theirs, `SELECT FROM steadyhand.${table} WHERE tenant_id = '${ours}'`),
    );
    expect(seen).toEqual(eachTable([]));
  });

  it.each([
    ["no tenant", undefined],
    ["an empty tenant", ""],
    ["a tenant that is not", "ten_absent"],
    ["a part of a tenant's name", "ten_our"],
    ["both names", `${ours},${theirs}`],
    ["a pattern", "%"],
  ])("see nothing with %s set", async (_what, tenant) => {
    expect(await ofEachTable((table) => asApp(tenant, `SELECT FROM steadyhand.${table}`))).toEqual(eachTable([]));
  });

  it("see nothing in a session whose tenant was set in a transaction that is over", async () => {
    await asApp(ours, "SELECT 1");
    expect(await ofEachTable(async (table) => (await app.query(`SELECT FROM steadyhand.${table}`)).rows)).toEqual(
      eachTable([]),
    );
  });

  it("cannot write a row of the other's, not even a copy of one that is there", async () => {
    expect(await ofEachTable((table) => orRefusal(copyFor(table)))).toEqual(eachTable("refused"));
  });

  it("cannot give a row of theirs to the other", async () => {
    const answers = await ofEachTable((table) =>
      orRefusal(asApp(theirs, `UPDATE steadyhand.${table} SET tenant_id = '${ours}' RETURNING tenant_id`)),
    );
    expect(answers).toEqual(eachTable("refused"));
  });

  it("cannot change, lock or remove a row of the other's", async () => {
    for (const statement of [
      (table: string) => `UPDATE steadyhand.${table} SET tenant_id = tenant_id WHERE tenant_id = '${ours}' RETURNING 1`,
      (table: string) => `DELETE FROM steadyhand.${table} WHERE tenant_id = '${ours}' RETURNING 1`,
      (table: string) => `SELECT 1 FROM steadyhand.${table} WHERE tenant_id = '${ours}' FOR UPDATE`,
    ]) {
      const answers = await ofEachTable((table) => orRefusal(asApp(theirs, statement(table))));
      for (const answer of Object.values(answers)) expect([[], "refused"]).toContainEqual(answer);
    }
  });

  it("cannot read a partition past its table", async () => {
    const { rows } = await admin.query<{ relname: string }>(
      "SELECT relname FROM pg_class WHERE relnamespace = 'steadyhand'::regnamespace AND relispartition AND relkind = 'r'",
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { relname } of rows) {
      expect([relname, await orRefusal(asApp(ours, `SELECT FROM steadyhand.${relname}`))]).toEqual([
        relname,
        "refused",
      ]);
    }
  });
});

/** Writes a copy of a row of ours while theirs is set. Whoever makes the copy may see it; whoever writes it is the application. */
async function copyFor(table: string): Promise<number> {
  const { rows } = await admin.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(attname), ', ') AS columns FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = ''`,
    [`steadyhand.${table}`],
  );
  const columns = rows[0]?.columns;
  await admin.query(`BEGIN;
    CREATE TEMP TABLE copied ON COMMIT DROP AS SELECT * FROM steadyhand.${table} WHERE tenant_id = '${ours}' LIMIT 1;
    GRANT SELECT ON copied TO steadyhand_app;
    SET LOCAL ROLE steadyhand_app; SET LOCAL app.tenant_id = '${theirs}'`);
  try {
    const insert = `INSERT INTO steadyhand.${table} (${columns}) SELECT ${columns} FROM copied`;
    return (await admin.query(insert)).rowCount ?? 0;
  } finally {
    await admin.query("ROLLBACK");
  }
}
