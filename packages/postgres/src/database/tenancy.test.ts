import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillTenant } from "../../test/fill-tenant.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "../../test/test-server.ts";
import { withoutTenant } from "../schema-check/index.ts";

let server: TestServer;
let stores: TestStores;
let admin: Client;
let app: Client;
let tables: string[];

/** Tables of which a server's heartbeat sees the rows of all tenants, each with the reason. */
const seenByNodes = {
  execution_carrier: "it looks at everything its node carries: ids, and nothing else",
  node: withoutTenant.node,
  panic: "it looks whether any press is on: that stops every node, whoever's it is",
};

beforeAll(async () => {
  server = await openTestServer();
  stores = await openTestStores(await server.newPlace());
  await fillTenant(stores, { tenantId, key: "a" });
  admin = await server.superuser(stores.place);
  app = await signIn(server.embedded.appRole);
  const { rows } = await admin.query(
    "SELECT relname FROM pg_class WHERE relnamespace = 'steadyhand'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition",
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
    const ofNobody = Object.keys(withoutTenant);
    expect(own.toSorted()).toEqual(tables.filter((table) => !ofNobody.includes(table)).toSorted());
    const owner = await signIn(server.embedded.ownerRole);
    expect(await visible(owner, "")).toEqual(["migration"]);
    await owner.end();
  });

  it("shows the list of tenants only to who asks for it, and a person only to who holds the key's hash", async () => {
    expect(await visible(app, "SET LOCAL app.lists_tenants = 'on'")).toEqual(["tenant"]);
    const ofNodes = (await visible(app, "SET LOCAL app.sees_nodes = 'on'")).toSorted();
    expect(ofNodes).toEqual(Object.keys(seenByNodes));
    expect(await visible(app, `SET LOCAL app.key_sha256 = '${"a".repeat(64)}'`)).toEqual(["person"]);
    expect(await visible(app, `SET LOCAL app.key_sha256 = '${"b".repeat(64)}'`)).toEqual([]);
  });
});

describe("the application's role", () => {
  it.each([
    "UPDATE steadyhand.audit_event SET text = ''",
    "DELETE FROM steadyhand.audit_event",
    "TRUNCATE steadyhand.audit_event",
    "UPDATE steadyhand.approval_grant SET document = '{}'",
    "DELETE FROM steadyhand.approval_grant",
    "UPDATE steadyhand.classification SET document = '{}'",
    "DELETE FROM steadyhand.classification",
    "UPDATE steadyhand.model_answer SET answer = '{}'",
    "DELETE FROM steadyhand.model_usage",
    "DELETE FROM steadyhand.panic",
    "UPDATE steadyhand.panic SET document = '{}'",
    "UPDATE steadyhand.cluster_secret SET secret = ''",
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
  "UPDATE steadyhand.approval_grant SET document = '{}'",
  "DELETE FROM steadyhand.approval_grant",
  "TRUNCATE steadyhand.approval_grant",
])("refuses even the superuser: %s", async (statement) => {
  await expect(admin.query(statement)).rejects.toThrow("the ledger only grows");
});

it("takes each transition of an execution once, and never one that came before", async () => {
  for (const sequence of [0, -1]) {
    const again = admin.query(`UPDATE steadyhand.execution SET sequence = ${sequence}, document = document`);
    await expect(again).rejects.toMatchObject({ code: "SH005" });
  }
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
