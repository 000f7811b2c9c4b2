import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draft, execution, judged, plan, riley, runbook } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "../../test/test-server.ts";

let server: TestServer;
let stores: TestStores;
let admin: Client;
let app: Client;
let tables: string[];

beforeAll(async () => {
  server = await openTestServer();
  stores = await openTestStores(await server.newPlace());
  await fill(stores);
  admin = await server.superuser(stores.place);
  app = await signIn(server.embedded.appRole);
  const { rows } = await admin.query(
    "SELECT relname FROM pg_class WHERE relnamespace = 'steadyhand'::regnamespace AND relkind IN ('r', 'p')",
  );
  tables = rows.map(({ relname }) => relname);
});
afterAll(async () => {
  await app.end();
  await admin.end();
  await stores[Symbol.asyncDispose]();
  await server.close();
});

describe("the database", () => {
  it("forces row-level security with a policy on every table", async () => {
    const { rows } = await admin.query(`
      SELECT relname FROM pg_class c WHERE relnamespace = 'steadyhand'::regnamespace AND relkind IN ('r', 'p')
      AND NOT (relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid))`);
    expect(tables.length).toBeGreaterThan(8);
    expect(rows).toEqual([]);
  });

  it("has a tenant column in every table that the application can reach", async () => {
    const { rows } = await admin.query(`
      SELECT relname FROM pg_class c WHERE relnamespace = 'steadyhand'::regnamespace AND relkind IN ('r', 'p')
      AND has_any_column_privilege('steadyhand_app', c.oid, 'SELECT, INSERT, UPDATE')
      AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'tenant_id')`);
    expect(rows).toEqual([]);
  });

  it("has rows of one tenant in every table, so that what follows means something", async () => {
    expect(await visible(admin, "")).toEqual(tables);
  });

  it("shows no row of any table without a tenant, nor to another tenant, nor after one was set and is gone", async () => {
    for (const setting of ["", "SET LOCAL app.tenant_id = ''", "SET LOCAL app.tenant_id = 'ten_other'"]) {
      expect(await visible(app, setting)).toEqual([]);
    }
    await visible(app, `SET LOCAL app.tenant_id = '${tenantId}'`);
    expect(await visible(app, "")).toEqual([]);
  });

  it("shows a tenant its own rows, and the owner of the tables none without a tenant", async () => {
    const own = await visible(app, `SET LOCAL app.tenant_id = '${tenantId}'`);
    expect(own.toSorted()).toEqual(tables.filter((table) => table !== "migration").toSorted());
    const owner = await signIn(server.embedded.ownerRole);
    expect(await visible(owner, "")).toEqual(["migration"]);
    await owner.end();
  });

  it("takes no row for another tenant than the one that is set", async () => {
    await app.query("BEGIN; SET LOCAL app.tenant_id = 'ten_other'");
    const forged = app.query("INSERT INTO steadyhand.audit_head VALUES ('ten_default2', 0, '')");
    await expect(forged).rejects.toThrow("row-level security");
    await app.query("ROLLBACK");
  });

  it("shows the list of tenants only to who asks for it, and a person only to who holds the key's hash", async () => {
    expect(await visible(app, "SET LOCAL app.lists_tenants = 'on'")).toEqual(["tenant"]);
    expect(await visible(app, `SET LOCAL app.key_sha256 = '${"a".repeat(64)}'`)).toEqual(["person"]);
    expect(await visible(app, `SET LOCAL app.key_sha256 = '${"b".repeat(64)}'`)).toEqual([]);
  });

  it("gives the application roles that own nothing and pass over nothing", async () => {
    const { rows } = await admin.query(
      "SELECT rolname FROM pg_roles WHERE rolname LIKE 'steadyhand_a%p' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)",
    );
    const owned = await admin.query("SELECT FROM pg_class WHERE relowner = 'steadyhand_app'::regrole");
    const definers = await admin.query(
      "SELECT FROM pg_proc WHERE prosecdef AND pronamespace = 'steadyhand'::regnamespace",
    );
    expect([rows, owned.rowCount, definers.rowCount]).toEqual([[], 0, 0]);
  });
});

describe("the application's role", () => {
  it.each([
    "UPDATE steadyhand.audit_event SET text = ''",
    "DELETE FROM steadyhand.audit_event",
    "TRUNCATE steadyhand.audit_event",
    "UPDATE steadyhand.classification SET document = '{}'",
    "DELETE FROM steadyhand.classification",
    "UPDATE steadyhand.model_answer SET answer = '{}'",
    "DELETE FROM steadyhand.model_usage",
  ])("may not %s", async (statement) => {
    await app.query(`BEGIN; SET LOCAL app.tenant_id = '${tenantId}'`);
    await expect(app.query(statement)).rejects.toThrow("permission denied");
    await app.query("ROLLBACK");
  });

  it("may add to the ledger and read it, and nothing else", async () => {
    const { rows } = await admin.query(
      "SELECT privilege_type FROM information_schema.table_privileges WHERE table_name = 'audit_event' AND grantee = 'steadyhand_app' ORDER BY 1",
    );
    expect(rows.map(({ privilege_type }) => privilege_type)).toEqual(["INSERT", "SELECT"]);
  });

  it("may not become the owner, nor switch the triggers off", async () => {
    await expect(app.query("SET ROLE steadyhand_owner")).rejects.toThrow("permission denied");
    const disabling = app.query("ALTER TABLE steadyhand.audit_event DISABLE TRIGGER ALL");
    await expect(disabling).rejects.toThrow("must be owner");
    await expect(app.query("SET session_replication_role = replica")).rejects.toThrow("permission denied");
  });

  it("may not move the head of a chain back or away", async () => {
    for (const change of ["sequence = 0", "sequence = sequence"]) {
      await app.query(`BEGIN; SET LOCAL app.tenant_id = '${tenantId}'`);
      await expect(app.query(`UPDATE steadyhand.audit_head SET ${change}`)).rejects.toThrow("cannot go from");
      await app.query("ROLLBACK");
    }
  });
});

it.each([
  "UPDATE steadyhand.audit_event SET text = ''",
  "DELETE FROM steadyhand.audit_event",
  "TRUNCATE steadyhand.audit_event",
  "DELETE FROM steadyhand.audit_head",
  "UPDATE steadyhand.classification SET document = '{}'",
  "DELETE FROM steadyhand.classification",
  "TRUNCATE steadyhand.classification",
])("refuses even the superuser: %s", async (statement) => {
  await expect(admin.query(statement)).rejects.toThrow("the ledger only grows");
});

it("takes one event once for each place in its execution", async () => {
  const again = stores.ledger.append(tenantId, [draft("again", { id: "exe_1", sequence: 0 })]);
  await expect(again).rejects.toMatchObject({ cause: { constraint: "audit_event_once" } });
});

async function signIn(user: string): Promise<Client> {
  const database = stores.place.kind === "embedded" ? stores.place.database : "";
  const client = new Client({ host: server.embedded.socketFolder, user, database });
  await client.connect();
  return client;
}

/** The tables in which at least one row can be seen. */
async function visible(client: Client, setting: string): Promise<string[]> {
  const seen: string[] = [];
  for (const table of tables) {
    await client.query(`BEGIN; ${setting}`);
    const { rowCount } = await client.query(`SELECT FROM steadyhand.${table}`).catch((error: unknown) => {
      // What the application has no right to at all, it does not see either.
      if (error instanceof Error && error.message.startsWith("permission denied")) return { rowCount: 0 };
      throw error;
    });
    await client.query("ROLLBACK");
    if ((rowCount ?? 0) > 0) seen.push(table);
  }
  return seen;
}

async function fill(s: TestStores): Promise<void> {
  const at = s.clock.now();
  const started = execution("exe_1", tenantId, at);
  await s.executions.create(started, [draft("started", started)]);
  const events = () => [draft("imported")];
  const classifications = ({ id, version }: { id: `rbk_${string}`; version: number }) => [judged(id, version, at)];
  await s.runbooks.import({ tenantId, parsed: runbook("# A"), plan, by: riley, at, events, classifications });
  await s.modelAnswers.put(tenantId, "a".repeat(64), { task: "second_key", model: "any", json: "{}" });
  const amount = { tokens: 1, microUsd: 1 };
  await s.modelUsage.reserve({ tenantId, day: "2026-03-01", amount, limits: amount });
  await s.people.add(tenantId, { actor: riley, keySha256: "a".repeat(64) }, [draft("added")]);
  const stream = { bytes: 0, keptBytes: 0, sha256: "", truncated: false };
  await s.executions.transition({ tenantId, executionId: "exe_1" }, (e) => ({
    execution: { ...e, sequence: 1 },
    events: [draft("asked", { ...e, sequence: 1 })],
    approvals: [
      {
        stepId: "stp_1",
        proposalBytes: "{}",
        approval: {
          phase: "requested",
          request: {
            ...{ id: "apr_1", digest: "", risk: "caution", confirmation: "click", targetName: "web-1" },
            ...{ environment: "production", proposedBy: "act_steadyhand", requestedAt: at, expiresAt: at },
          },
        },
      },
    ],
    outputs: [
      {
        ...{ stepId: "stp_1", attempt: 1 },
        result: {
          ...{ attemptId: "exe_1/stp_1/1", outcome: "succeeded", endedAt: at, stdout: stream, stderr: stream },
          ...{ orphans: [], output: { stdout: "", stderr: "" } },
        },
      },
    ],
    result: undefined,
  }));
}
