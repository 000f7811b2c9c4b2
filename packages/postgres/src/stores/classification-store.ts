import type { RunbookId, TenantId } from "@steadyhand/core/identity";
import type { ClassificationStore, Clock, StepClassification } from "@steadyhand/engine";
import { type Database, type Statement, schemaName } from "../database/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";

/** Judgements of kept runbooks on PostgreSQL: rows are only added. */
export function createClassificationStore(options: {
  readonly database: Database;
  readonly clock: Clock;
}): ClassificationStore {
  const { database, clock } = options;
  return {
    async add(tenantId, classifications, drafts) {
      await database.transaction("store the judgements", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        const append = appendStatements({ tenantId, drafts, at: clock.now(), after });
        await session.commitWith([...insertClassifications(tenantId, classifications), ...append]);
      });
    },
    async list(tenantId, runbookId, version) {
      const statement = { name: "list_classifications", sql: listSql, parameters: [tenantId, runbookId, version] };
      const rows = await database.query<Row>("read the judgements", { tenantId }, statement);
      return rows.map((row) => classificationOf(row, runbookId, version));
    },
  };
}

/** The statement that stores judgements, for those who store something else with them; none when there are none. */
export function insertClassifications(
  tenantId: TenantId,
  classifications: readonly StepClassification[],
): Statement<unknown>[] {
  if (classifications.length === 0) return [];
  const sql = `INSERT INTO ${schemaName}.classification
      (tenant_id, runbook_id, version, step_id, purpose, occasion, judged_at, document)
    SELECT $1, * FROM unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::json[])`;
  const parameters = [
    tenantId,
    classifications.map(({ runbookId }) => runbookId),
    classifications.map(({ version }) => version),
    classifications.map(({ stepId }) => stepId),
    classifications.map(({ purpose }) => purpose),
    classifications.map(({ occasion }) => occasion),
    classifications.map(({ judgedAt }) => judgedAt.toISOString()),
    classifications.map(({ text, dialect, judgement }) => JSON.stringify({ text, dialect, judgement })),
  ];
  return [{ name: "insert_classifications", sql, parameters }];
}

interface Row {
  readonly step_id: string;
  readonly purpose: string;
  readonly occasion: string;
  readonly judged_at: Date;
  readonly document: unknown;
}

/** The newest of each command, in the order in which they were judged. */
const listSql = `SELECT step_id, purpose, occasion, judged_at, document FROM (
    SELECT DISTINCT ON (step_id, purpose) * FROM ${schemaName}.classification
    WHERE tenant_id = $1 AND runbook_id = $2 AND version = $3 ORDER BY step_id, purpose, sequence DESC
  ) newest ORDER BY sequence`;

function classificationOf(row: Row, runbookId: RunbookId, version: number): StepClassification {
  // Written from values of these types, and the columns' checks know the words.
  return {
    ...(row.document as Pick<StepClassification, "text" | "dialect" | "judgement">),
    ...{ runbookId, version, judgedAt: row.judged_at },
    stepId: row.step_id as StepClassification["stepId"],
    purpose: row.purpose as StepClassification["purpose"],
    occasion: row.occasion as StepClassification["occasion"],
  };
}
