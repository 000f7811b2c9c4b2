import type { AuditEvent } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { Followed, FollowRequest } from "@steadyhand/engine";
import { type Database, schemaName } from "../database/index.ts";
import { typeRange } from "./event-conditions.ts";

/**
 * The events after one, in order. Places are given out behind the lock of the chain's end, so whoever has seen one has seen all
 * before it: nothing is missed, and nothing comes twice. Texts of other types than the wanted stay in the database.
 */
export async function followEvents(
  database: Database,
  tenantId: TenantId,
  { after, type, limit }: FollowRequest,
): Promise<Followed> {
  const { from, to } = rangeOf(type);
  const statement = { name: "follow_events", sql: followSql, parameters: [tenantId, after, limit, from, to] };
  const rows = await database.query<FollowedRow>("follow the ledger", { tenantId }, statement);
  const items = rows.flatMap(({ text, hash }) => {
    // What was sealed is an event.
    return text === null ? [] : [{ ...(JSON.parse(text) as AuditEvent), hash }];
  });
  return { items, last: rows.at(-1)?.sequence ?? after };
}

interface FollowedRow {
  readonly sequence: number;
  readonly hash: string;
  readonly text: string | null;
}

const followSql = `SELECT sequence, hash, CASE WHEN type >= $4 AND type < $5 THEN text END AS text
  FROM ${schemaName}.audit_event WHERE tenant_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`;

/** In byte order; without a type, that of all there can be. */
function rangeOf(type: string | undefined): { readonly from: string; readonly to: string } {
  if (type === undefined) return { from: "", to: "\u007f" };
  return type.endsWith(".*") ? typeRange(type) : { from: type, to: `${type}\u0001` };
}

/** The last event before a time, by its number; of no time, the last there is. */
export async function placeBefore(database: Database, tenantId: TenantId, since?: Date): Promise<number> {
  const sql = since === undefined ? lastSql : beforeSql;
  const parameters = since === undefined ? [tenantId] : [tenantId, since.toISOString()];
  const name = since === undefined ? "last_place" : "place_before";
  const [row] = await database.query<{ place: number }>("follow the ledger", { tenantId }, { name, sql, parameters });
  return row?.place ?? 0;
}

const lastSql = `SELECT coalesce(max(sequence), 0) AS place FROM ${schemaName}.audit_event WHERE tenant_id = $1`;
const beforeSql = `SELECT coalesce(
    (SELECT min(sequence) - 1 FROM ${schemaName}.audit_event WHERE tenant_id = $1 AND at >= $2),
    (SELECT max(sequence) FROM ${schemaName}.audit_event WHERE tenant_id = $1), 0) AS place`;
