import { assembleDigest, type DayBounds, type DayFacts, type Digest, slowestShown } from "@steadyhand/core/digest";
import type { TenantId } from "@steadyhand/core/identity";
import { type Database, type Statement, schemaName } from "../database/index.ts";

/** What the record says of one day of a tenant, as of one moment. The cost depends on what lies within the day. */
export async function summarize(
  database: Database,
  { tenantId, bounds, now }: { readonly tenantId: TenantId; readonly bounds: DayBounds; readonly now: Date },
): Promise<Digest> {
  const [row] = await database.query("summarize the record", { tenantId }, selectDay(tenantId, bounds));
  if (row === undefined) throw new TypeError("a statement without FROM gives one row");
  return assembleDigest(row, bounds, now);
}

/** One statement, so that its figures belong together. */
export function selectDay(tenantId: TenantId, { from, to }: DayBounds): Statement<DayFacts> {
  return { name: "summarize_day", sql: daySql, parameters: [tenantId, from.toISOString(), to.toISOString()] };
}

const within = (column: string) => `tenant_id = $1 AND ${column} >= $2::timestamptz AND ${column} < $3::timestamptz`;
const list = (row: string, from: string) =>
  `(SELECT coalesce(json_agg(json_build_object(${row})), '[]') FROM (${from}) AS found)`;
const tookMs = (from: string, to: string) => `extract(epoch FROM ${to} - ${from})::float8 * 1000`;

// The same attempts count for levels: what a person did by hand or ended, and what never began, says nothing.
const verdict = `CASE WHEN judged_at IS NULL OR how = 'by_hand' OR result IN ('cancelled', 'killed', 'not_started')
  THEN 'uncounted' WHEN holds AND outcome <> 'worse' THEN 'succeeded' ELSE 'failed' END`;

const daySql = `SELECT
  ${list(
    `'type', type, 'outcome', outcome, 'count', count`,
    `SELECT type, outcome, count(*)::integer AS count FROM ${schemaName}.audit_event
      WHERE ${within("at")} GROUP BY type, outcome`,
  )} AS events,
  ${list(
    `'result', result, 'verdict', verdict, 'level', level, 'environment', environment, 'how', how, 'count', count`,
    `SELECT coalesce(result, 'underway') AS result, ${verdict} AS verdict, level, environment, how,
      count(*)::integer AS count FROM ${schemaName}.attempt_record
      WHERE ${within("dispatched_at")} GROUP BY 1, 2, 3, 4, 5`,
  )} AS attempts,
  ${list(
    `'executionId', execution_id, 'stepId', step_id, 'attempt', attempt, 'runbookId', runbook_id, 'subject', subject,
     'tookMs', took_ms`,
    `SELECT execution_id, step_id, attempt, runbook_id, subject, ${tookMs("dispatched_at", "ended_at")} AS took_ms
      FROM ${schemaName}.attempt_record
      WHERE ${within("dispatched_at")} AND ended_at IS NOT NULL AND how <> 'by_hand'
      ORDER BY took_ms DESC, execution_id, step_id, attempt LIMIT ${slowestShown}`,
  )} AS "slowSteps",
  ${list(
    `'executionId', id, 'runbookId', runbook_id, 'subject', subject, 'ended', ended, 'tookMs', took_ms`,
    // One that was aborted and then taken back ended twice; the last end counts.
    `SELECT own.id, own.runbook_id, own.subject, ended.how AS ended, ${tookMs("own.started_at", "ended.at")} AS took_ms
      FROM (SELECT DISTINCT ON (execution_id) execution_id, at, split_part(type, '.', 2) AS how
        FROM ${schemaName}.audit_event
        WHERE ${within("at")} AND type IN ('execution.completed', 'execution.aborted', 'execution.rolled_back')
        ORDER BY execution_id, sequence DESC) AS ended
      JOIN ${schemaName}.execution AS own ON own.tenant_id = $1 AND own.id = ended.execution_id
      ORDER BY took_ms DESC, own.id LIMIT ${slowestShown}`,
  )} AS "slowExecutions",
  ${list(
    `'phase', phase, 'count', count`,
    `SELECT phase, count(*)::integer AS count FROM ${schemaName}.approval WHERE ${within("requested_at")} GROUP BY phase`,
  )} AS approvals,
  (SELECT coalesce(json_agg(${tookMs("requested_at", `(${schemaName}.readable(document) ->> 'at')::timestamptz`)}), '[]')
    FROM ${schemaName}.approval WHERE ${within("requested_at")} AND phase IN ('granted', 'rejected')) AS "answeredInMs"`;
