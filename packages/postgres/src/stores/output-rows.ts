import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import type { StepId } from "@steadyhand/core/runbook";
import type { AttemptOutput, OutputBlob } from "@steadyhand/engine";
import { type Database, type Statement, schemaName } from "../database/index.ts";
import { decodeResult } from "./execution-codec.ts";

/** The statements that store what one attempt left: its result, and which blobs hold its output. */
export function outputStatements(
  tenantId: TenantId,
  executionId: ExecutionId,
  output: AttemptOutput,
): readonly Statement<unknown>[] {
  const { stepId, attempt, result, blobs } = output;
  const key = [tenantId, executionId, stepId, attempt];
  const stored = { name: "upsert_output", sql: upsertSql, parameters: [...key, JSON.stringify(result)] };
  if (blobs === undefined) return [stored];
  const columns = [
    blobs.map(({ stream }) => stream),
    blobs.map(({ name }) => name),
    blobs.map(({ keyVersion }) => keyVersion),
    blobs.map(({ place }) => place),
  ];
  return [
    stored,
    { name: "name_blobs", sql: nameSql, parameters: [...key, ...columns] },
    ...blobs.flatMap(({ name, sealed }) => (sealed === undefined ? [] : [putSealed(tenantId, name, sealed)])),
  ];
}

const upsertSql = `INSERT INTO ${schemaName}.attempt_output (tenant_id, execution_id, step_id, attempt, result)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (tenant_id, execution_id, step_id, attempt) DO UPDATE SET result = excluded.result`;

// A late result replaces all that its attempt had. Of a deleted tenant nothing more is kept, and its outcome still is.
const nameSql = `WITH gone AS (
    DELETE FROM ${schemaName}.output_blob
    WHERE tenant_id = $1 AND execution_id = $2 AND step_id = $3 AND attempt = $4 AND stream <> ALL ($5::text[])
  )
  INSERT INTO ${schemaName}.output_blob (tenant_id, execution_id, step_id, attempt, stream, name, key_version, place)
  SELECT $1, $2, $3, $4, * FROM unnest($5::text[], $6::text[], $7::integer[], $8::text[])
  WHERE NOT EXISTS (SELECT FROM ${schemaName}.tenant WHERE tenant_id = $1 AND deleted_at IS NOT NULL)
  ON CONFLICT (tenant_id, execution_id, step_id, attempt, stream) DO UPDATE
    SET name = excluded.name, key_version = excluded.key_version, place = excluded.place`;

/** Puts sealed bytes into the database; again is no change. */
export function putSealed(tenantId: TenantId, name: string, sealed: Uint8Array): Statement<unknown> {
  const sql = `INSERT INTO ${schemaName}.sealed_blob (tenant_id, name, sealed) SELECT $1, $2, $3::bytea
    WHERE NOT EXISTS (SELECT FROM ${schemaName}.tenant WHERE tenant_id = $1 AND deleted_at IS NOT NULL)
    ON CONFLICT DO NOTHING`;
  return { name: "put_sealed", sql, parameters: [tenantId, name, sealed] };
}

/** What every attempt of an execution left, in the order it was stored; texts that lie in blobs are empty. */
export async function listOutputs(
  database: Database,
  tenantId: TenantId,
  executionId: ExecutionId,
): Promise<readonly AttemptOutput[]> {
  const statement = { name: "list_outputs", sql: listSql, parameters: [tenantId, executionId] };
  const rows = await database.query<Row>("read the outputs", { tenantId }, statement);
  return rows.map(({ step_id, attempt, result, blobs }) => ({
    stepId: step_id,
    attempt,
    result: decodeResult(result),
    ...(blobs !== null && { blobs }),
  }));
}

interface Row {
  // Steps come in through their type, so their ids have its form.
  readonly step_id: StepId;
  readonly attempt: number;
  readonly result: unknown;
  readonly blobs: readonly OutputBlob[] | null;
}

const listSql = `SELECT step_id, attempt, result, (
    SELECT json_agg(json_build_object('stream', stream, 'name', name, 'keyVersion', key_version, 'place', place)
      ORDER BY stream DESC)
    FROM ${schemaName}.output_blob b
    WHERE (b.tenant_id, b.execution_id, b.step_id, b.attempt) = (o.tenant_id, o.execution_id, o.step_id, o.attempt)
  ) AS blobs
  FROM ${schemaName}.attempt_output o
  WHERE tenant_id = $1 AND execution_id = $2 ORDER BY stored_at, step_id, attempt`;
