import { OpsError } from "@steadyhand/core/outcome";
import { Client } from "pg";
import { connectionConfig, type DatabasePlace } from "./connection.ts";
import { databaseError, sqlStateOf } from "./database-error.ts";
import { ownerRole, schemaName } from "./prepare-roles.ts";

/** How far the ledger has been divided into months ahead of time. */
export interface LedgerMonths {
  /** The first instant, UTC, whose month has not been made. Events from then on are recorded as well, but apart. */
  readonly madeUntil: Date;
  /** Whether there are events whose month had not been made when they came. */
  readonly hasOthers: boolean;
}

/** So many whole months lie ready after the one that it is. */
export const monthsAhead = 6;

// Any number will do, as long as every Steadyhand takes the same.
const lockKey = 7_110_003;

/**
 * Makes the months of the ledger that are missing up to `monthsAhead`, as the owner of its tables; several servers may do
 * so at once. It waits 2 s at most for whoever uses the table, and can be tried again. Throws `database.…`,
 * `ledger.month_in_use`.
 */
export async function makeLedgerMonths(place: DatabasePlace, now: Date): Promise<LedgerMonths> {
  const client = new Client(connectionConfig(place, "owner"));
  try {
    await client.connect();
    await client.query(
      `SET ROLE ${ownerRole}; SET search_path TO ${schemaName}; SET TimeZone TO 'UTC'; SET lock_timeout TO '2s'`,
    );
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    const enough = monthAfter(now, monthsAhead + 1);
    for (let { madeUntil } = await readMonths(client); madeUntil < enough; madeUntil = monthAfter(madeUntil, 1)) {
      await makeMonth(client, madeUntil);
    }
    return await readMonths(client);
  } catch (error) {
    throw sqlStateOf(error) === "23514" ? monthInUse(error) : databaseError("divide the ledger into months", error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Made by itself and attached when it is whole: that holds up nobody who reads or appends. */
async function makeMonth(client: Client, from: Date): Promise<void> {
  const name = `audit_event_${from.toISOString().slice(0, 7).replace("-", "_")}`;
  const bound = (at: Date) => `'${at.toISOString()}'`;
  await client.query(`BEGIN;
    CREATE TABLE ${name} (LIKE audit_event INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
    ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;
    CREATE POLICY own_tenant ON ${name} USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));
    CREATE TRIGGER audit_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ${name}
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    ALTER TABLE audit_event ATTACH PARTITION ${name} FOR VALUES FROM (${bound(from)}) TO (${bound(monthAfter(from, 1))});
    COMMIT`);
}

async function readMonths(client: Client): Promise<LedgerMonths> {
  const { rows } = await client.query<{ from: string | null; to: Date | null; others: boolean }>(boundsSql);
  // In order; a month that is missing in between ends what is made.
  let madeUntil: Date | undefined;
  for (const { from, to } of rows) {
    if (to !== null && (from === null || new Date(from).getTime() === madeUntil?.getTime())) madeUntil = to;
  }
  if (madeUntil === undefined) throw new TypeError("the ledger has no first partition");
  return { madeUntil, hasOthers: rows.some(({ others }) => others) };
}

// What others hold is looked for by its size on the disk: its rows are every tenant's, and nobody may read them.
const boundsSql = `
  SELECT nullif(found[1], 'MINVALUE') AS from, found[2]::timestamptz AS to,
    bound = 'DEFAULT' AND pg_relation_size(part) > 0 AS others
  FROM (
    SELECT c.oid AS part, pg_get_expr(c.relpartbound, c.oid) AS bound,
      regexp_match(pg_get_expr(c.relpartbound, c.oid), '^FOR VALUES FROM \\(''?([^'']*?)''?\\) TO \\(''([^'']*)''\\)$') AS found
    FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = 'audit_event'::regclass
  ) partition
  ORDER BY found[2]::timestamptz NULLS LAST`;

function monthAfter(at: Date, months: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
}

function monthInUse(cause: unknown): OpsError {
  return new OpsError(
    "Cannot make the next month of the ledger: events that bear a time in it came before it was made, and lie apart",
    {
      kind: "unavailable",
      code: "ledger.month_in_use",
      hint: "Nothing is lost and events are still recorded; look whether a server's clock was wrong, and see docs/schema.md",
      cause,
    },
  );
}
