import { describe, expect, it } from "vitest";
import { readMigrations } from "../database/migrate.ts";
import { checkMigrations } from "./check-migrations.ts";
import { lastWithExceptions, pastExceptions } from "./past-exceptions.ts";
import { type RuleName, rules } from "./rules.ts";

const today = new Date("2026-12-01T00:00:00Z");

/** What there is before each migration below. */
const before = `
  CREATE TABLE note (tenant_id text NOT NULL, id text NOT NULL, name text, PRIMARY KEY (tenant_id, id));
  CREATE TABLE audit_event (tenant_id text NOT NULL, text text) PARTITION BY RANGE (tenant_id);
  CREATE TABLE audit_event_first PARTITION OF audit_event DEFAULT;
  CREATE TABLE audit_head (tenant_id text NOT NULL, sequence bigint);
  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
  CREATE FUNCTION notice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'so'; RETURN NEW; END $$`;

const past = (sql: string) => ({ name: "0012_before", number: 12, sql });
const numbered = (...sql: string[]) => [
  past(before),
  ...sql.map((text, i) => ({ name: `00${13 + i}_new`, number: 13 + i, sql: text })),
];

async function brokenBy(...sql: string[]): Promise<string[]> {
  const problems = await checkMigrations(numbered(...sql), { today, exceptions: {} });
  return problems.map(({ rule }) => rule);
}

/** Every way to break each rule. */
const refused: Readonly<Partial<Record<RuleName, readonly string[]>>> = {
  dropped: [
    "DROP TABLE note",
    "DROP TABLE IF EXISTS note CASCADE",
    "DROP INDEX note_pkey",
    "DROP FUNCTION notice()",
    "DROP POLICY own_tenant ON note",
    "DROP TRIGGER audit_event_only_grows ON audit_event",
    "DROP SCHEMA steadyhand",
    "ALTER TABLE note DROP COLUMN name",
    "ALTER TABLE note DROP CONSTRAINT note_pkey",
    "ALTER TABLE audit_event DETACH PARTITION audit_event_first",
    "ALTER TABLE note ADD COLUMN other text, DROP COLUMN IF EXISTS name",
  ],
  renamed: [
    "ALTER TABLE note RENAME TO notes",
    "ALTER TABLE note RENAME COLUMN name TO title",
    "ALTER TABLE note RENAME CONSTRAINT note_pkey TO other",
    "ALTER INDEX note_pkey RENAME TO other",
    "ALTER TABLE note SET SCHEMA public",
    "ALTER TYPE mood RENAME VALUE 'good' TO 'fine'",
  ],
  retyped: [
    "ALTER TABLE note ALTER COLUMN name TYPE integer USING 1",
    "ALTER TABLE note ALTER name SET DATA TYPE varchar(3)",
  ],
  required: [
    "ALTER TABLE note ALTER COLUMN name SET NOT NULL",
    "ALTER TABLE note ADD COLUMN more text NOT NULL",
    "ALTER TABLE note ADD COLUMN more text PRIMARY KEY",
    "ALTER TABLE note ALTER COLUMN name DROP DEFAULT",
  ],
  narrowed: [
    "ALTER TABLE note ADD CONSTRAINT short CHECK (length(name) < 9)",
    "ALTER TABLE note ADD CONSTRAINT short CHECK (length(name) < 9) NOT VALID",
    "ALTER TABLE note ADD CONSTRAINT one UNIQUE (tenant_id, name)",
    "ALTER TABLE note ADD CONSTRAINT known FOREIGN KEY (name) REFERENCES audit_head (tenant_id)",
    "ALTER TABLE note ADD COLUMN more text, ADD CONSTRAINT pair CHECK (more <> name)",
    "CREATE UNIQUE INDEX one ON note (tenant_id, name)",
    "CREATE TRIGGER stop BEFORE INSERT ON note FOR EACH ROW EXECUTE FUNCTION refuse()",
    "REVOKE INSERT ON note FROM steadyhand_app",
    "ALTER DOMAIN word ADD CHECK (value <> '')",
  ],
  ledger_changed: [
    "UPDATE audit_event SET text = ''",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
    "TRUNCATE note, audit_event_first",
    "DELETE FROM audit_event_first",
    "UPDATE audit_head SET sequence = 0",
    "INSERT INTO audit_event VALUES ('ten_a', '')",
    "MERGE INTO audit_head USING note ON true WHEN MATCHED THEN DELETE",
    "WITH gone AS (DELETE FROM audit_event RETURNING *) SELECT count(*) FROM gone",
    "UPDATE steadyhand.audit_event SET text = ''",
    "CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM audit_event; END $$",
    "CREATE FUNCTION tidy() RETURNS void LANGUAGE sql AS 'DELETE FROM audit_event'",
  ],
  rows_removed: ["DELETE FROM note", "TRUNCATE note", "WITH gone AS (DELETE FROM note RETURNING *) SELECT 1 FROM gone"],
  unguarded: [
    "ALTER TABLE note DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE note NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE audit_event DISABLE TRIGGER audit_event_only_grows",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "ALTER TABLE audit_event DISABLE TRIGGER USER",
    "ALTER TABLE audit_event ENABLE REPLICA TRIGGER audit_event_only_grows",
    "ALTER TABLE note OWNER TO steadyhand_app",
    "ALTER POLICY own_tenant ON note USING (true)",
    "CREATE POLICY all_of_them ON note USING (true)",
    "SET session_replication_role = replica",
    "SET LOCAL row_security = off",
    "SET ROLE postgres",
    "SELECT set_config('session_replication_role', 'replica', true)",
    ...[
      "was := set_config('role', 'postgres', true)",
      "IF set_config('role', 'postgres', true) = '' THEN RETURN; END IF",
    ].map(
      (body) => `CREATE FUNCTION become() RETURNS void LANGUAGE plpgsql AS $$ DECLARE was text; BEGIN ${body}; END $$`,
    ),
    "CREATE RULE quiet AS ON DELETE TO audit_event DO INSTEAD NOTHING",
    "CREATE TABLE fresh (tenant_id text); ALTER TABLE fresh NO FORCE ROW LEVEL SECURITY",
  ],
  granted_too_much: [
    "GRANT SELECT ON audit_event_first TO steadyhand_app",
    "CREATE TABLE audit_event_second PARTITION OF audit_event FOR VALUES FROM ('a') TO ('b'); GRANT SELECT ON audit_event_second TO steadyhand_app",
    "CREATE TABLE more (LIKE audit_event); ALTER TABLE audit_event ATTACH PARTITION more FOR VALUES FROM ('a') TO ('b'); GRANT SELECT ON more TO steadyhand_app",
    "GRANT SELECT ON note TO PUBLIC",
    "GRANT SELECT ON note TO reporting",
    "GRANT ALL ON note TO steadyhand_app",
    "GRANT TRUNCATE ON note TO steadyhand_app",
    "GRANT SELECT ON note TO steadyhand_app WITH GRANT OPTION",
    "GRANT SELECT ON ALL TABLES IN SCHEMA steadyhand TO steadyhand_app",
    "GRANT CREATE ON SCHEMA steadyhand TO steadyhand_app",
    "GRANT USAGE ON SEQUENCE s TO steadyhand_app",
    "GRANT steadyhand_owner TO steadyhand_app",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO steadyhand_app",
    "ALTER ROLE steadyhand_app BYPASSRLS",
    "CREATE ROLE other",
  ],
  definer: [
    "CREATE FUNCTION peek() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION peek() RETURNS integer SECURITY DEFINER LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$",
    "ALTER FUNCTION notice() SECURITY DEFINER",
    "CREATE VIEW peek AS SELECT * FROM note",
    "CREATE VIEW peek WITH (security_invoker = false) AS SELECT * FROM note",
  ],
  hidden: [
    "DO $$ BEGIN EXECUTE 'DROP ' || 'TABLE note'; END $$",
    "DO $$ BEGIN PERFORM 1; END $$",
    "CREATE FUNCTION tidy(what text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('DROP TABLE %I', what); END $$",
  ],
  transaction: [
    "COMMIT",
    "BEGIN",
    "CREATE INDEX CONCURRENTLY note_by_name ON note (tenant_id, name)",
    "VACUUM note",
    "ALTER SYSTEM SET fsync = off",
  ],
  unknown: [
    "CREATE EXTENSION dblink",
    "COPY note FROM PROGRAM 'id'",
    "CREATE MATERIALIZED VIEW copy AS SELECT * FROM note",
    "ALTER TABLE note SET UNLOGGED",
  ],
};

describe("a migration", () => {
  it.each(Object.entries(refused).flatMap(([rule, statements]) => statements.map((sql) => [rule, sql])))(
    "is refused as %s: %s",
    async (rule, sql) => {
      expect(await brokenBy(sql)).toContain(rule);
    },
  );

  it.each([
    "CREATE TABLE extra (tenant_id text NOT NULL, id text, CHECK (id <> ''), UNIQUE (tenant_id, id))",
    "CREATE TABLE extra (tenant_id text NOT NULL); ALTER TABLE extra ADD CONSTRAINT one UNIQUE (tenant_id); CREATE POLICY own ON extra USING (tenant_id = 'a'); ALTER TABLE extra ENABLE ROW LEVEL SECURITY; ALTER TABLE extra FORCE ROW LEVEL SECURITY",
    "CREATE TABLE extra (id text); CREATE TRIGGER stop BEFORE UPDATE ON extra FOR EACH STATEMENT EXECUTE FUNCTION refuse()",
    "ALTER TABLE note ADD COLUMN more text",
    "ALTER TABLE note ADD COLUMN more text NOT NULL DEFAULT ''",
    "ALTER TABLE note ADD COLUMN more text, ADD CONSTRAINT more_short CHECK (length(more) < 9)",
    "ALTER TABLE note ADD COLUMN more text, ADD CONSTRAINT more_once UNIQUE (tenant_id, more)",
    "CREATE INDEX note_by_name ON note (tenant_id, name)",
    "CREATE TRIGGER look AFTER INSERT ON note FOR EACH ROW EXECUTE FUNCTION notice()",
    "UPDATE note SET name = '' WHERE name IS NULL",
    "INSERT INTO note (tenant_id, id) VALUES ('ten_a', 'a')",
    "GRANT SELECT, INSERT, UPDATE (name), DELETE ON note TO steadyhand_app",
    "CREATE VIEW names WITH (security_invoker = true) AS SELECT name FROM note",
    "ALTER TABLE note VALIDATE CONSTRAINT short",
    "SET LOCAL lock_timeout = '2s'",
    "ALTER TYPE mood ADD VALUE 'calm'",
    "CREATE TABLE audit_event_second PARTITION OF audit_event FOR VALUES FROM ('a') TO ('b')",
    "-- DROP TABLE note\nSELECT 'DROP TABLE note'",
  ])("that only adds is taken: %s", async (sql) => {
    expect(await brokenBy(sql)).toEqual([]);
  });

  it("is named with the line, the statement and why", async () => {
    const [problem] = await checkMigrations(numbered("-- ä comment\n\n  DROP\n TABLE note;"), {
      today,
      exceptions: {},
    });
    expect(problem).toEqual({
      ...{ migration: "0013_new", line: 3, rule: "dropped", statement: "DROP TABLE note", why: rules.dropped },
    });
  });

  it("says from which release on it is readable in one form alone", async () => {
    expect(await brokenBy("-- readable_from: 0012\nSELECT 1")).toEqual([]);
    for (const line of [
      "readable_from: 12",
      "readable_from 0012",
      "Readable_From: 0012",
      "readable_from: 0013",
      "readable_from: 0000",
    ]) {
      expect([line, await brokenBy(`-- ${line}\nSELECT 1`)]).toEqual([line, ["misread"]]);
    }
  });

  it("meets each rule in a statement above or in a test below", () => {
    const below = ["no_sunset", "no_dual_write", "sunset_passed", "misread", "exception_unused"];
    expect([...Object.keys(refused), ...below].toSorted()).toEqual(Object.keys(rules).toSorted());
  });

  it("may have an exception only while it is one of the first, and only one that it needs", async () => {
    const exceptions = {
      "0013_late": { dropped: "because" },
      "0012_old": { dropped: "because", renamed: "because" },
    };
    const migrations = [
      { name: "0012_old", number: 12, sql: "DROP TABLE a" },
      { name: "0013_late", number: 13, sql: "DROP TABLE b" },
    ];
    const problems = await checkMigrations(migrations, { today, exceptions });
    expect(problems.map(({ migration, rule, statement }) => `${migration} ${rule} ${statement}`)).toEqual([
      "0013_late dropped DROP TABLE b",
      "0013_late exception_unused dropped: because",
      "0012_old exception_unused renamed: because",
    ]);
  });
});

const elder = { sunset: "-- written: 2026-11-21\n-- sunset_date: 2026-12-20\n" };
const fills = (name: string, into: string) => `
  CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO ${into} (tenant_id, id) VALUES (NEW.tenant_id, NEW.id) ON CONFLICT DO NOTHING; RETURN NULL;
  END $$;`;
const onEach = (name: string, table: string) =>
  `CREATE TRIGGER ${name} AFTER INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${name}();`;
const second = "CREATE TABLE note_v2 (tenant_id text NOT NULL, id text NOT NULL);";
const both = `${second}${fills("forth", "note_v2")}${fills("back", "note")}${onEach("forth", "note")}${onEach("back", "note_v2")}`;
const columns = (assigned: string, events = "INSERT OR UPDATE") => `${elder.sunset}
  ALTER TABLE note ADD COLUMN name_v2 text;
  CREATE FUNCTION same() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${assigned} RETURN NEW; END $$;
  CREATE TRIGGER same BEFORE ${events} ON note FOR EACH ROW EXECUTE FUNCTION same();`;
const assigned = "NEW.name_v2 := coalesce(NEW.name_v2, NEW.name); NEW.name := NEW.name_v2;";

describe("a successor beside its elder", () => {
  it("is taken with a day at most 30 days off and a trigger on each that fills the other", async () => {
    expect(await brokenBy(elder.sunset + both)).toEqual([]);
    expect(await brokenBy(columns(assigned))).toEqual([]);
  });

  it.each([
    ["no day", both],
    ["no day on which it was written", `-- sunset_date: 2026-12-20\n${both}`],
    ["a day too far off", `-- written: 2026-11-21\n-- sunset_date: 2026-12-22\n${both}`],
    ["a day that is over when it is written", `-- written: 2026-12-21\n-- sunset_date: 2026-12-20\n${both}`],
    ["a day that no calendar has", `-- written: 2026-11-21\n-- sunset_date: 2026-13-45\n${both}`],
  ])("is refused with %s", async (_what, sql) => {
    expect(await brokenBy(sql)).toEqual(["no_sunset"]);
  });

  it.each([
    ["no trigger", `${elder.sunset}${second}`],
    ["a trigger on the elder alone", `${elder.sunset}${second}${fills("forth", "note_v2")}${onEach("forth", "note")}`],
    [
      "triggers that write elsewhere",
      elder.sunset + both.replaceAll("INTO note_v2 ", "INTO audit_head ").replace("INTO audit_head", "INTO other"),
    ],
    [
      "a trigger that sees no update",
      elder.sunset + both.replace("AFTER INSERT OR UPDATE ON note ", "AFTER INSERT ON note "),
    ],
    ["a trigger of a statement", elder.sunset + both.replace("ON note FOR EACH ROW", "ON note FOR EACH STATEMENT")],
    ["a column without a trigger", `${elder.sunset}ALTER TABLE note ADD COLUMN name_v2 text`],
    ["a column whose trigger fills one side", columns("NEW.name_v2 := NEW.name;")],
    ["a column whose trigger sees inserts alone", columns(assigned, "INSERT")],
  ])("is refused with %s", async (_what, sql) => {
    expect(await brokenBy(sql)).toContain("no_dual_write");
  });

  it("is asked to end when its days are over, and ends by dropping its triggers, not before", async () => {
    const late = { today: new Date("2026-12-21T00:00:00Z"), exceptions: {} };
    const rulesOf = async (...sql: string[]) => (await checkMigrations(numbered(...sql), late)).map(({ rule }) => rule);
    expect(await rulesOf(elder.sunset + both)).toEqual(["sunset_passed", "sunset_passed"]);
    const end = "DROP TRIGGER forth ON note; DROP TRIGGER back ON note_v2;";
    expect(await rulesOf(elder.sunset + both, `-- written: 2026-12-21\n${end}`)).toEqual([]);
    expect(await rulesOf(elder.sunset + both, `-- written: 2026-12-19\n${end}`)).toContain("dropped");
    expect(await rulesOf(elder.sunset + both, `-- written: 2026-12-21\n${end} DROP TABLE note;`)).toEqual(["dropped"]);
  });
});

describe("the migrations of this release", () => {
  it("only add: what older ones did otherwise is stated with its reason", async () => {
    expect(await checkMigrations(await readMigrations(), { today: new Date() })).toEqual([]);
  });

  it("have no exception past the last that may", async () => {
    const late = (await readMigrations()).filter(({ number }) => number > lastWithExceptions).map(({ name }) => name);
    expect(Object.keys(pastExceptions).filter((name) => late.includes(name))).toEqual([]);
  });
});
