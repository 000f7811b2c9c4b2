import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "../../test/test-server.ts";
import { findTenancyGaps } from "./tenancy-gaps.ts";

let server: TestServer;
let admin: Client;

beforeAll(async () => {
  server = await openTestServer();
  admin = await server.superuser(await server.newPlace());
});
afterAll(async () => {
  await admin.end();
  await server.close();
});

/** What the walk finds once the statements have run as the owner of the schema; nothing of them stays. */
async function gapsAfter(statements: string, as = "steadyhand_owner"): Promise<string[]> {
  await admin.query(`BEGIN; SET LOCAL search_path TO steadyhand; SET LOCAL ROLE ${as}; ${statements}; RESET ROLE`);
  try {
    return (await findTenancyGaps(admin)).map(({ gap, on }) => `${gap}: ${on}`);
  } finally {
    await admin.query("ROLLBACK");
  }
}

const walled = (name: string) =>
  `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY; ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;
   CREATE POLICY own_tenant ON ${name} USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''))`;
const table = "CREATE TABLE extra (tenant_id text NOT NULL, id text)";

describe("the catalogue of a freshly migrated database", () => {
  it("has no gap by which tenants could meet", async () => {
    expect(await findTenancyGaps(admin)).toEqual([]);
  });

  it("has none when a table is added with all that it takes", async () => {
    expect(await gapsAfter(`${table}; ${walled("extra")}; GRANT SELECT, INSERT ON extra TO steadyhand_app`)).toEqual(
      [],
    );
  });
});

describe("the walk over the catalogue names", () => {
  it.each<[what: string, statements: string, gaps: readonly string[]]>([
    [
      "a table without row-level security",
      table,
      ["table without forced row-level security: extra", "table without a policy: extra"],
    ],
    [
      "a table whose row-level security does not bind its owner",
      "ALTER TABLE schedule NO FORCE ROW LEVEL SECURITY",
      ["table without forced row-level security: schedule"],
    ],
    [
      "a table whose row-level security is switched off",
      "ALTER TABLE schedule DISABLE ROW LEVEL SECURITY",
      ["table without forced row-level security: schedule"],
    ],
    ["a table that lost its policy", "DROP POLICY own_tenant ON schedule", ["table without a policy: schedule"]],
    [
      "a table without a tenant",
      `CREATE TABLE extra (tenant_id text); ${walled("extra")}`,
      ["table without a tenant: extra"],
    ],
    [
      "a policy that shows every row",
      "CREATE POLICY open ON schedule FOR SELECT USING (true)",
      ["policy that is not on tenant_id: schedule: open"],
    ],
    [
      "a policy on another setting",
      "ALTER POLICY own_tenant ON schedule USING (tenant_id = current_setting('app.other', true))",
      ["policy that is not on tenant_id: schedule: own_tenant"],
    ],
    [
      "a known policy that was widened to all commands",
      "DROP POLICY listed ON tenant; CREATE POLICY listed ON tenant USING (current_setting('app.lists_tenants', true) = 'on')",
      ["policy that is not on tenant_id: tenant: listed"],
    ],
    [
      "a policy that takes rows of others",
      "ALTER POLICY own_tenant ON schedule WITH CHECK (true)",
      ["policy that takes what it does not show: schedule: own_tenant"],
    ],
    [
      "a right on a partition",
      "GRANT SELECT ON audit_event_first TO steadyhand_app",
      ["right on a partition: audit_event_first: SELECT for steadyhand_app"],
    ],
    [
      "a right on a partition's column",
      "GRANT SELECT (text) ON audit_event_other TO steadyhand_app",
      ["right on a partition: audit_event_other.text: SELECT for steadyhand_app"],
    ],
    [
      "a partition without row-level security",
      "ALTER TABLE audit_event_other DISABLE ROW LEVEL SECURITY",
      ["table without forced row-level security: audit_event_other"],
    ],
    [
      "a right on a sequence",
      "GRANT USAGE ON SEQUENCE classification_sequence_seq TO steadyhand_app",
      ["right on a sequence: classification_sequence_seq: USAGE for steadyhand_app"],
    ],
    [
      "a right for everybody",
      "GRANT SELECT ON schedule TO PUBLIC",
      ["right for another role: schedule: SELECT for PUBLIC"],
    ],
    [
      "a right for everybody on one column",
      "GRANT SELECT (document) ON schedule TO PUBLIC",
      ["right for another role: schedule.document: SELECT for PUBLIC"],
    ],
    [
      "a right to empty a table, which asks no policy",
      "GRANT TRUNCATE ON model_answer TO steadyhand_app",
      ["right that no policy binds: model_answer: TRUNCATE for steadyhand_app"],
    ],
    [
      "a right that can be handed on",
      "GRANT SELECT ON schedule TO steadyhand_app WITH GRANT OPTION",
      ["right that can be handed on: schedule: SELECT for steadyhand_app"],
    ],
    [
      "rights that later tables would come with",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA steadyhand GRANT SELECT ON TABLES TO PUBLIC",
      ["default right: r for PUBLIC"],
    ],
    [
      "a schema in which the application may make tables",
      "GRANT CREATE ON SCHEMA steadyhand TO steadyhand_app",
      ["right on the schema: CREATE for steadyhand_app"],
    ],
    [
      "a schema that is open to everybody",
      "GRANT USAGE ON SCHEMA steadyhand TO PUBLIC",
      ["right on the schema: USAGE for PUBLIC"],
    ],
    [
      "a function that runs with the rights of whoever made it",
      "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM steadyhand.schedule'",
      ["function with its definer's rights: peek()"],
    ],
    [
      "a view that reads with the rights of its owner",
      "CREATE VIEW peek AS SELECT * FROM schedule",
      ["view with its owner's rights: peek"],
    ],
    [
      "a view that says it does not",
      "CREATE VIEW peek WITH (security_invoker = false) AS SELECT * FROM schedule",
      ["view with its owner's rights: peek"],
    ],
    [
      "a copy of a table",
      "CREATE MATERIALIZED VIEW peek AS SELECT * FROM schedule",
      ["relation that knows no policies: peek"],
    ],
    [
      "a rule on a table",
      "CREATE RULE copy AS ON INSERT TO schedule DO ALSO NOTHING",
      ["rule that rewrites: schedule: copy"],
    ],
    [
      "a trigger that is switched off",
      "ALTER TABLE audit_event DISABLE TRIGGER audit_event_only_grows",
      ["trigger that is switched off: audit_event: audit_event_only_grows"],
    ],
    [
      "a reference to another tenant's row",
      `${table}; ${walled("extra")}; ALTER TABLE extra ADD UNIQUE (tenant_id, id);
       CREATE TABLE more (tenant_id text NOT NULL, a text, b text, FOREIGN KEY (a, b) REFERENCES extra (tenant_id, id));
       ${walled("more")}`,
      ["reference that leaves its tenant: more_a_b_fkey"],
    ],
    [
      "a key that is unique across tenants",
      "CREATE UNIQUE INDEX one_name ON schedule (id)",
      ["key that is unique across tenants: one_name"],
    ],
  ])("%s", async (_what, statements, gaps) => {
    expect(await gapsAfter(statements)).toEqual(gaps);
  });

  it.each<[what: string, statements: string, gaps: readonly string[]]>([
    [
      "a table that the application owns",
      "GRANT CREATE ON SCHEMA steadyhand TO steadyhand_app; ALTER TABLE schedule OWNER TO steadyhand_app",
      ["thing that the application owns: table schedule", "table of another owner: schedule"],
    ],
    [
      "a schema of the application's own",
      "CREATE SCHEMA mine AUTHORIZATION steadyhand_app",
      ["thing that the application owns: schema mine"],
    ],
    [
      "an application that is superuser",
      "ALTER ROLE steadyhand_app SUPERUSER",
      ["role that may pass row-level security: steadyhand_app: SUPERUSER"],
    ],
    [
      "an application that passes row-level security",
      "ALTER ROLE steadyhand_app BYPASSRLS",
      ["role that may pass row-level security: steadyhand_app: BYPASSRLS"],
    ],
    [
      "an owner that passes row-level security",
      "ALTER ROLE steadyhand_owner BYPASSRLS",
      ["role that may pass row-level security: steadyhand_owner: BYPASSRLS"],
    ],
    [
      "an application that may make databases and roles, and copy the server",
      "ALTER ROLE steadyhand_app CREATEDB CREATEROLE REPLICATION",
      ["CREATEDB", "CREATEROLE", "REPLICATION"].map(
        (held) => `role that may pass row-level security: steadyhand_app: ${held}`,
      ),
    ],
    [
      "an application that may become the owner",
      "GRANT steadyhand_owner TO steadyhand_app",
      ["role that is a member of another: steadyhand_app in steadyhand_owner"],
    ],
    [
      "an application that may read everything",
      "GRANT pg_read_all_data TO steadyhand_app",
      ["role that is a member of another: steadyhand_app in pg_read_all_data"],
    ],
    [
      "an application that comes with a tenant already set",
      "ALTER ROLE steadyhand_app SET app.tenant_id = 'ten_default'",
      ["role that comes with settings: steadyhand_app: app.tenant_id=ten_default"],
    ],
    [
      "a function of another schema that runs with the rights of whoever made it",
      "CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'",
      ["function with its definer's rights: public.peek()"],
    ],
  ])("%s", async (_what, statements, gaps) => {
    expect((await gapsAfter(statements, "steadyhand_admin")).toSorted()).toEqual(expect.arrayContaining([...gaps]));
  });
});
