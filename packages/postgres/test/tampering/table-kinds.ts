import type { Client } from "pg";

/** One way to tamper with the tables themselves, and what must be found of a chain of 66 events, 60 of them in this month. */
export interface TableKind {
  readonly what: string;
  readonly sql: (names: Months) => string;
  readonly code: string;
  readonly sequence?: number;
  /** Appended afterwards, by our own server. */
  readonly appends?: boolean;
}

/** The partitions of this month and of the next, and the bounds of this one. */
export interface Months {
  readonly first: string;
  readonly next: string;
  readonly bounds: string;
}

export async function readMonths(client: Client): Promise<Months> {
  const { rows } = await client.query(`SELECT relname AS name, pg_get_expr(relpartbound, c.oid) AS bounds
    FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = 'audit_event'::regclass AND relname <> 'audit_event_other'
    ORDER BY relname = 'audit_event_first' DESC, relname LIMIT 2`);
  return { first: rows[0]?.name, bounds: rows[0]?.bounds, next: rows[1]?.name };
}

const replaced = ({ first, bounds }: Months, change: string) => `
  CREATE TABLE doctored (LIKE ${first} INCLUDING ALL); INSERT INTO doctored SELECT * FROM ${first}; ${change};
  ALTER TABLE audit_event DETACH PARTITION ${first}; ALTER TABLE audit_event ATTACH PARTITION doctored ${bounds}`;
const viewed = (table: string, select: string) => `
  ALTER TABLE ${table} RENAME TO ${table}_real; CREATE VIEW ${table} AS ${select};
  GRANT SELECT, INSERT, UPDATE ON ${table} TO steadyhand_app`;
const columns = "tenant_id, sequence, type, actor_id, execution_id, execution_sequence, part, runbook_id, outcome, at";

export const tableKinds: readonly TableKind[] = [
  {
    what: "this month's partition taken off",
    sql: ({ first }) => `ALTER TABLE audit_event DETACH PARTITION ${first}`,
    ...{ code: "ledger.head_cut", sequence: 1 },
  },
  {
    what: "the next month's partition taken off",
    sql: ({ next }) => `ALTER TABLE audit_event DETACH PARTITION ${next}`,
    ...{ code: "ledger.tail_cut", sequence: 61 },
  },
  {
    what: "a partition dropped",
    sql: ({ next }) => `DROP TABLE ${next}`,
    ...{ code: "ledger.tail_cut", sequence: 61 },
  },
  {
    what: "a partition truncated, with its trigger off",
    sql: ({ first }) => `ALTER TABLE ${first} DISABLE TRIGGER ALL; TRUNCATE ${first}`,
    ...{ code: "ledger.head_cut", sequence: 1 },
  },
  {
    what: "a partition in whose place stands a copy with an edited event",
    sql: (months) =>
      replaced(months, "UPDATE doctored SET text = replace(text, 'ment 3\"', 'ment X\"') WHERE sequence = 3"),
    ...{ code: "ledger.edited", sequence: 3 },
  },
  {
    what: "a partition in whose place stands a copy with an event less",
    sql: (months) => replaced(months, "DELETE FROM doctored WHERE sequence = 7"),
    ...{ code: "ledger.dropped", sequence: 7 },
  },
  {
    what: "a view in front of the table that hides an event",
    sql: () => viewed("audit_event", "SELECT * FROM audit_event_real WHERE sequence <> 7"),
    ...{ code: "ledger.dropped", sequence: 7 },
  },
  {
    what: "a view in front of the table that shows another text",
    sql: () =>
      viewed(
        "audit_event",
        `SELECT ${columns}, replace(text, 'ment 7"', 'ment X"') AS text, hash FROM audit_event_real`,
      ),
    ...{ code: "ledger.edited", sequence: 7 },
  },
  {
    what: "views in front of both tables that show an earlier state",
    sql: () => `${viewed("audit_event", "SELECT * FROM audit_event_real WHERE sequence <= 50")};
      ${viewed("audit_head", "SELECT tenant_id, sequence, hash FROM audit_event_real WHERE sequence = 50")}`,
    ...{ code: "ledger.rolled_back", sequence: 51 },
  },
  {
    what: "a policy that hides an event",
    sql: () => "CREATE POLICY hides ON audit_event AS RESTRICTIVE USING (sequence <> 7)",
    ...{ code: "ledger.dropped", sequence: 7 },
  },
  {
    what: "a policy that was dropped, so that nobody sees anything",
    sql: () => "DROP POLICY own_tenant ON audit_event",
    ...{ code: "ledger.tail_cut", sequence: 1 },
  },
  {
    what: "the right to read taken away",
    sql: () => "REVOKE SELECT ON audit_event FROM steadyhand_app",
    code: "database.failed",
  },
  {
    what: "places that are no whole numbers any more, one of them no number",
    sql: () => `ALTER TABLE audit_event ALTER COLUMN sequence TYPE numeric; SET session_replication_role = replica;
      UPDATE audit_event SET sequence = 'NaN' WHERE sequence = 66`,
    ...{ code: "ledger.columns_edited" },
  },
  {
    what: "a trigger that alters what is appended",
    sql: () => `CREATE FUNCTION alter_it() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.text := replace(NEW.text, 'later', 'never'); RETURN NEW; END $$;
      CREATE TRIGGER alter_it BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION alter_it()`,
    ...{ code: "ledger.edited", sequence: 67, appends: true },
  },
  {
    what: "a trigger that removes what was appended",
    sql: () => `CREATE FUNCTION remove_it() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
        $$ BEGIN DELETE FROM steadyhand.audit_event WHERE sequence = NEW.sequence; RETURN NULL; END $$;
      ALTER TABLE audit_event DISABLE TRIGGER ALL;
      CREATE TRIGGER remove_it AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION remove_it()`,
    ...{ code: "ledger.tail_cut", sequence: 67, appends: true },
  },
];
