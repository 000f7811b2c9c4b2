import type { TenantId } from "@steadyhand/core/identity";
import { type Database, schemaName } from "../database/index.ts";
import type { EventRow, StoredEnd } from "./ledger-check.ts";

const batchSize = 2_000;

/**
 * The events of a tenant in order, up to one, in batches. The next batch is fetched while one is being looked at. It begins
 * where the last one ended: no constraint is trusted to say that there are no two events in that place.
 */
export async function* readEvents(input: {
  readonly database: Database;
  readonly tenantId: TenantId;
  readonly upTo: number;
}): AsyncGenerator<readonly EventRow[], void, undefined> {
  const { database, tenantId, upTo } = input;
  const read = (from: number) => {
    const parameters = [tenantId, from, upTo, batchSize];
    const rows = database.query<EventRow>("read the ledger", { tenantId }, { name: "read_events", sql, parameters });
    // It is awaited one turn later; until then it must not count as unhandled.
    rows.catch(() => {});
    return rows;
  };
  let coming: Promise<EventRow[]> | undefined = read(1);
  for (let seen = 0; coming !== undefined; ) {
    const batch: EventRow[] = await coming;
    const last = batch.at(-1)?.sequence ?? seen;
    // Nothing but one place over and over: whoever looks at it finds the second event there, and asks for no more.
    coming = batch.length === batchSize && last > seen ? read(last) : undefined;
    const rows = batch[0]?.sequence === seen ? batch.slice(1) : batch;
    seen = last;
    if (rows.length > 0) yield rows;
  }
}

// Text, hash and time are asked for so that whatever stands there can be looked at: nothing at all, or the end of time.
const sql = `
  SELECT sequence, type, actor_id, execution_id, execution_sequence, part, runbook_id, outcome,
    CASE WHEN isfinite(at) AND date_trunc('milliseconds', at) = at THEN at END AS at,
    coalesce(text, '') AS text, coalesce(hash, '') AS hash
  FROM ${schemaName}.audit_event
  WHERE tenant_id = $1 AND sequence >= $2 AND sequence <= $3 ORDER BY sequence, at LIMIT $4`;

/** Where the chain ends: by its head, and by the last event there is. Both as of one moment. */
export async function readEnd(database: Database, tenantId: TenantId): Promise<StoredEnd | undefined> {
  const rows = await database.query<{ sequence: number | null; hash: string | null; last: number; strays: number }>(
    "read the ledger",
    { tenantId },
    { name: "read_end", sql: endSql, parameters: [tenantId] },
  );
  const [row] = rows;
  if (row === undefined || (row.sequence === null && row.last === 0 && row.strays === 0)) return undefined;
  const { sequence, hash, last, strays } = row;
  return { head: { sequence: sequence ?? 0, hash: hash ?? "" }, last, strays, heads: rows.length };
}

const endSql = `
  SELECT head.sequence, head.hash, event.last, event.strays
  FROM (
    SELECT coalesce((SELECT max(sequence) FROM ${schemaName}.audit_event WHERE tenant_id = $1), 0) AS last,
      (SELECT count(*) FROM ${schemaName}.audit_event WHERE tenant_id = $1 AND sequence < 1)
        + (SELECT count(*) FROM ${schemaName}.audit_event WHERE tenant_id = $1 AND sequence IS NULL) AS strays
  ) event
  LEFT JOIN ${schemaName}.audit_head head ON head.tenant_id = $1`;

/** The hash of one event. */
export async function readHash(database: Database, tenantId: TenantId, sequence: number): Promise<string | undefined> {
  const statement = { name: "read_hash", sql: hashSql, parameters: [tenantId, sequence] };
  const [row] = await database.query<{ hash: string }>("read the ledger", { tenantId }, statement);
  return row?.hash;
}

const hashSql = `SELECT hash FROM ${schemaName}.audit_event WHERE tenant_id = $1 AND sequence = $2`;

/** The hashes of the events after one, up to another, in order and in batches. */
export async function* readHashes(
  database: Database,
  tenantId: TenantId,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): AsyncGenerator<readonly string[], void, undefined> {
  for (let from = after; from < upTo; ) {
    const statement = { name: "read_hashes", sql: hashesSql, parameters: [tenantId, from, upTo, hashBatchSize] };
    const rows = await database.query<{ sequence: number; hash: string }>("read the ledger", { tenantId }, statement);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ hash }) => hash);
    from = last.sequence;
  }
}

const hashBatchSize = 10_000;
const hashesSql = `SELECT sequence, hash FROM ${schemaName}.audit_event
  WHERE tenant_id = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence, at LIMIT $4`;
