import type { Elevation } from "@steadyhand/core/levels";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draft, execution, judged, plan, riley, runbook } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "../../test/test-server.ts";
import { createExecutionStore } from "../stores/execution-store.ts";

let server: TestServer;
let stores: TestStores;
let admin: Client;
let app: Client;
let tables: string[];

/** Tables that the application reaches without a tenant, each with the reason. */
const ofTheInstallation = {
  node: "the servers of this database serve all of its tenants, and the table holds nothing of any",
};

/** Tables of which a server's heartbeat sees the rows of all tenants, each with the reason. */
const seenByNodes = {
  execution_carrier: "it looks at everything its node carries: ids, and nothing else",
  node: ofTheInstallation.node,
  panic: "it looks whether any press is on: that stops every node, whoever's it is",
};

beforeAll(async () => {
  server = await openTestServer();
  stores = await openTestStores(await server.newPlace());
  await fill(stores);
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
    expect(rows.map(({ relname }) => relname)).toEqual(Object.keys(ofTheInstallation));
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
    const ofNobody = ["migration", ...Object.keys(ofTheInstallation)];
    expect(own.toSorted()).toEqual(tables.filter((table) => !ofNobody.includes(table)).toSorted());
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
    const ofNodes = (await visible(app, "SET LOCAL app.sees_nodes = 'on'")).toSorted();
    expect(ofNodes).toEqual(Object.keys(seenByNodes));
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

async function fill(s: TestStores): Promise<void> {
  const at = s.clock.now();
  const started = execution("exe_1", tenantId, at);
  await s.executions.create(started, [draft("started", started)]);
  const facts = { id: "nod_1", name: "one", target: "web-1", runnerId: "run_1", version: "1" } as const;
  const lease = await s.nodes.register(facts);
  const carried = execution("exe_2", tenantId, at);
  const { database } = s;
  const clock = { now: s.clock.now, at: () => () => {} };
  await createExecutionStore({ database, clock, lease: () => lease }).create(carried, [draft("started", carried)]);
  const events = () => [draft("imported")];
  const classifications = ({ id, version }: { id: `rbk_${string}`; version: number }) => [judged(id, version, at)];
  await s.runbooks.import({ tenantId, parsed: runbook("# A"), plan, by: riley, at, events, classifications });
  await s.modelAnswers.put(tenantId, "a".repeat(64), { task: "second_key", model: "any", json: "{}" });
  const amount = { tokens: 1, microUsd: 1 };
  await s.modelUsage.reserve({ tenantId, day: "2026-03-01", amount, limits: amount });
  await s.people.add(tenantId, { actor: riley, keySha256: "a".repeat(64) }, [draft("added")]);
  await s.schedules.add(
    {
      ...{ id: "sch_1", tenantId, name: "Nightly", createdBy: riley, createdAt: at, revision: 1 },
      runbook: { id: "rbk_disk", title: "A" },
      request: { runbookId: "rbk_disk", mode: "run", environment: "test", values: {} },
      timing: { kind: "once", at },
      state: { phase: "active", nextDue: at },
    },
    [draft("added")],
  );
  const press = { id: "pan_1", since: at, by: riley, reason: "wrong cluster", kill: false } as const;
  await s.panic.clusterSecret(tenantId, "s".repeat(32));
  await s.panic.panicOf(tenantId).press(press, [draft("panic")]);
  await s.panic.panicOf(tenantId).resume(() => ({
    ...{ resumption: { phase: "asked", by: riley, at, reason: "over" }, events: [draft("asked")], result: undefined },
  }));
  await fillLevels(s, at);
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
          grants: [{ by: riley, at }],
          request: {
            ...{
              id: "apr_1",
              digest: `sha256:${"0".repeat(64)}`,
              risk: "caution",
              confirmation: "click",
              targetName: "web-1",
            },
            ...{ environment: "production", proposedBy: "act_steadyhand", requestedAt: at, expiresAt: at },
          },
        },
      },
    ],
    records: [
      {
        ...{
          type: "dispatched",
          stepId: "stp_1",
          attempt: 1,
          purpose: "forward",
          actionKey: "a",
          actionClass: "writes",
        },
        ...{ isChange: true, risk: "caution", how: "automatic", approvers: [], level: 3, at },
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

async function fillLevels(s: TestStores, at: Date): Promise<void> {
  const scope = { kind: "subject", name: "web-1" } as const;
  const said = { by: riley, at, why: "because" };
  await s.levels.change(tenantId, scope, () => ({
    changes: [{ scope, level: 2, how: "set", ...said }],
    promotions: [{ ...{ id: "pro_1", scope, from: 2, to: 3, offeredAt: at, evidence: [] }, phase: "offered" }],
    events: [draft("set")],
  }));
  await s.levels.changeTrust(tenantId, { runbookId: "rbk_disk", kind: "trust", trust: 2, ...said }, [draft("trust")]);
  const asked: Elevation = {
    ...{ id: "elv_1", scope, reason: "", minutes: 5, askedBy: riley, askedAt: at },
    phase: "asked",
  };
  await s.levels.askElevation(tenantId, asked, [draft("asked")]);
}
