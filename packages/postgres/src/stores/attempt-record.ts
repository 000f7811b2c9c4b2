import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Execution } from "@steadyhand/core/execution";
import type { AttemptRecord, AttemptRecordChange, Scope } from "@steadyhand/core/levels";
import { unreachable } from "@steadyhand/core/outcome";
import type { Stored } from "@steadyhand/engine";
import { type Session, type Statement, schemaName } from "../database/index.ts";
import { decodeEvidence, selectEvidence } from "./level-evidence.ts";
import { levelStatements } from "./level-statements.ts";

/**
 * Adds to the record of attempts, behind the lock of the tenant's head: totals count on. Where an attempt was judged,
 * what that means for levels is decided in the same transaction, which takes a flight of its own. What is still to be
 * written comes back, with all the events.
 */
export async function recordAttempts(
  session: Session,
  execution: Execution,
  { records = [], levelReview, events }: Pick<Stored<unknown>, "records" | "levelReview" | "events">,
): Promise<{ readonly statements: readonly Statement<unknown>[]; readonly events: readonly AuditEventDraft[] }> {
  const statements = records.map((change) => recordStatement(execution, change));
  if (levelReview === undefined) return { statements, events };
  const { tenantId, environment, subject, project } = execution;
  const written = statements.map((statement) => session.run(statement));
  const scopes: readonly Scope[] = [
    { kind: "subject", name: subject },
    { kind: "project", name: project },
  ];
  const { countFrom } = levelReview;
  const read = scopes.map(async (scope) => {
    const [row] = await session.run(selectEvidence(tenantId, scope, { environment, countFrom, runsToo: false }));
    return row === undefined ? [] : [decodeEvidence(scope, row)];
  });
  const [evidence] = await Promise.all([Promise.all(read), ...written]);
  const outcome = levelReview.decide(evidence.flat());
  return { statements: levelStatements(tenantId, outcome), events: [...events, ...outcome.events] };
}

function recordStatement(execution: Execution, change: AttemptRecordChange): Statement<unknown> {
  const { tenantId, id } = execution;
  switch (change.type) {
    case "dispatched":
      return insertRecord(execution, change, []);
    case "by_hand":
      return insertRecord(execution, change, [change.at.toISOString(), "succeeded", true, "improved"]);
    case "ended": {
      const parameters = [tenantId, id, change.stepId, change.attempt, change.at.toISOString(), change.result];
      return { name: "end_attempt", sql: endSql, parameters };
    }
    case "judged": {
      const { stepId, attempt, at, holds, outcome } = change;
      const parameters = [tenantId, id, stepId, attempt, at.toISOString(), holds, outcome];
      return { name: "judge_attempt", sql: judgeSql, parameters };
    }
    default:
      return unreachable(change);
  }
}

function insertRecord(
  { tenantId, id, subject, project, environment, runbook, target, startedBy }: Execution,
  record: AttemptRecord & { readonly at: Date },
  whole: readonly [string, string, boolean, string] | readonly [],
): Statement<unknown> {
  const { stepId, attempt, purpose, actionKey, actionClass, isChange, risk, how, approvers, level, at } = record;
  const [endedAt = null, result = null, holds = null, outcome = null] = whole;
  const parameters = [
    ...[tenantId, id, stepId, attempt, purpose, subject, project, environment, runbook.id, target.name],
    ...[actionKey, actionClass, isChange, risk, how, startedBy.id, approvers, level, at.toISOString()],
    ...[endedAt, result, holds, outcome],
  ];
  return { name: "insert_attempt_record", sql: insertSql, parameters };
}

// What was done by hand may be done again after a rollback: it has no number of its own and the newest word counts.
const insertSql = `INSERT INTO ${schemaName}.attempt_record AS own (tenant_id, execution_id, step_id, attempt, purpose,
    subject, project, environment, runbook_id, target, action_key, action_class, is_change, risk, how, actor_id,
    approvers, level, dispatched_at, ended_at, result, holds, outcome, judged_at,
    number, changes_total, automatic_total)
  SELECT $1, $2, $3, $4::integer, $5, $6, $7, $8, $9, $10, $11, $12, $13::boolean, $14, $15, $16,
    $17::text[], $18::smallint, $19::timestamptz, $20::timestamptz, $21, $22::boolean, $23, $20::timestamptz,
    coalesce(last.number, 0) + 1,
    coalesce(last.changes_total, 0) + CASE WHEN $13::boolean THEN 1 ELSE 0 END,
    coalesce(last.automatic_total, 0) + CASE WHEN $15 = 'automatic' THEN 1 ELSE 0 END
  FROM (SELECT 1) AS once LEFT JOIN LATERAL (
    SELECT number, changes_total, automatic_total FROM ${schemaName}.attempt_record
    WHERE tenant_id = $1 AND subject = $6 ORDER BY number DESC LIMIT 1
  ) AS last ON true
  ON CONFLICT (tenant_id, execution_id, step_id, attempt) DO UPDATE
    SET ended_at = excluded.ended_at, result = excluded.result, judged_at = excluded.judged_at,
      holds = excluded.holds, outcome = excluded.outcome`;
const endSql = `UPDATE ${schemaName}.attempt_record SET ended_at = $5, result = $6
  WHERE tenant_id = $1 AND execution_id = $2 AND step_id = $3 AND attempt = $4`;
const judgeSql = `UPDATE ${schemaName}.attempt_record SET judged_at = $5, holds = $6, outcome = $7
  WHERE tenant_id = $1 AND execution_id = $2 AND step_id = $3 AND attempt = $4`;
