import type { TenantId } from "@steadyhand/core/identity";
import type { WatchLease } from "@steadyhand/engine";
import { type Statement, schemaName } from "../database/index.ts";

interface SubjectRow {
  readonly subject: string;
}

/**
 * Takes those that are nobody's, or whose server is silent or began anew, and names all that are this lease's then. Two who claim
 * together wait for each other's row, and the second sees whose it is.
 */
export function claimStatement(
  tenantId: TenantId,
  { id, epoch }: WatchLease,
  subjects: readonly string[],
): Statement<SubjectRow> {
  return { name: "claim_subjects", sql: claimSql, parameters: [tenantId, id, epoch, [...subjects]] };
}

const lives = (node: string, epoch: string) => `EXISTS (SELECT FROM ${schemaName}.node
  WHERE node.id = ${node} AND node.epoch = ${epoch} AND node.lease_until > clock_timestamp())`;

const claimSql = `WITH ours AS (
    SELECT subject FROM ${schemaName}.subject_watcher
    WHERE tenant_id = $1 AND subject = ANY($4::text[]) AND node_id = $2 AND epoch = $3 AND ${lives("$2", "$3")}
  ), taken AS (
    INSERT INTO ${schemaName}.subject_watcher AS watcher (tenant_id, subject, node_id, epoch)
    SELECT $1, wanted, $2, $3 FROM unnest($4::text[]) AS wanted
    WHERE ${lives("$2", "$3")} AND wanted NOT IN (SELECT subject FROM ours) ORDER BY wanted
    ON CONFLICT (tenant_id, subject) DO UPDATE SET node_id = excluded.node_id, epoch = excluded.epoch
      WHERE NOT ${lives("watcher.node_id", "watcher.epoch")} OR watcher.node_id IS NULL
    RETURNING subject
  )
  SELECT subject FROM ours UNION SELECT subject FROM taken`;

export function releaseStatement(
  tenantId: TenantId,
  { id, epoch }: WatchLease,
  subjects: readonly string[],
): Statement<unknown> {
  const sql = `UPDATE ${schemaName}.subject_watcher SET node_id = NULL, epoch = NULL
    WHERE tenant_id = $1 AND node_id = $2 AND epoch = $3 AND subject = ANY($4::text[])`;
  return { name: "release_subjects", sql, parameters: [tenantId, id, epoch, [...subjects]] };
}

/**
 * Those of the subjects that are still the lease's, and stay so until the transaction ends: whoever takes one waits for it. A lease
 * that has only run out, and that nobody has taken, still counts.
 */
export function heldStatement(
  tenantId: TenantId,
  { id, epoch }: WatchLease,
  subjects: readonly string[],
): Statement<SubjectRow> {
  const sql = `SELECT subject FROM ${schemaName}.subject_watcher
    WHERE tenant_id = $1 AND node_id = $2 AND epoch = $3 AND subject = ANY($4::text[])
      AND EXISTS (SELECT FROM ${schemaName}.node WHERE node.id = $2 AND node.epoch = $3)
    ORDER BY subject FOR SHARE`;
  return { name: "held_subjects", sql, parameters: [tenantId, id, epoch, [...subjects]] };
}
