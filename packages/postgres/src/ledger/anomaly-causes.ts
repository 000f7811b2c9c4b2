import type { AttemptKey, Cause, Window } from "@steadyhand/core/anomaly";
import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import { unreachable } from "@steadyhand/core/outcome";
import { type Database, type Statement, schemaName } from "../database/index.ts";
import { isCounted, isError, windowOf } from "./anomaly-counts.ts";
import { isOfAttempt } from "./anomaly-uses.ts";

/** One event of the record. */
export interface CauseEvent {
  readonly sequence: number;
  readonly type: string;
  readonly executionId?: ExecutionId;
}

export interface CauseEvents {
  /** Oldest first, at most `mostEvents`: where there are more, the newest of them. */
  readonly events: readonly CauseEvent[];
  readonly eventsTotal: number;
}

/** So many events are named of one anomaly. */
export const mostEvents = 20;

/** The events behind an anomaly. */
export async function readCause(database: Database, tenantId: TenantId, cause: Cause): Promise<CauseEvents> {
  const query = <Row>(statement: Statement<Row>) => database.query("read what caused it", { tenantId }, statement);
  switch (cause.type) {
    case "event":
      return present(await query(selectEvent(tenantId, cause.sequence)), 1);
    case "started": {
      const rows = await query(selectStarted(tenantId, cause.window));
      return present(rows, rows[0]?.total ?? 0);
    }
    case "errors": {
      const errors = await query(selectErrors(tenantId, cause.window));
      return present(await query(selectOfAttempts(tenantId, errors)), errors[0]?.total ?? 0);
    }
    case "attempts": {
      const newest = cause.attempts.slice(-mostEvents);
      return present(await query(selectOfAttempts(tenantId, newest)), cause.attempts.length);
    }
    default:
      return unreachable(cause);
  }
}

interface EventRow {
  readonly sequence: number;
  readonly type: string;
  readonly execution_id: ExecutionId | null;
}

function present(rows: readonly EventRow[], eventsTotal: number): CauseEvents {
  const events = rows
    .map(({ sequence, type, execution_id }) => ({ sequence, type, ...(execution_id && { executionId: execution_id }) }))
    .sort((one, other) => one.sequence - other.sequence);
  return { events, eventsTotal };
}

const event = `${schemaName}.audit_event`;

function selectEvent(tenantId: TenantId, sequence: number): Statement<EventRow> {
  return { name: "cause_event", sql: eventSql, parameters: [tenantId, sequence] };
}
const eventSql = `SELECT sequence, type, execution_id FROM ${event} WHERE tenant_id = $1 AND sequence = $2`;

function selectStarted(tenantId: TenantId, window: Window): Statement<EventRow & { readonly total: number }> {
  return { name: "cause_started", sql: startedSql, parameters: windowOf({ tenantId, window }) };
}
const startedSql = `SELECT sequence, type, execution_id, count(*) OVER () AS total FROM ${event}
  WHERE tenant_id = $1 AND at >= $2::timestamptz AND at < $3::timestamptz AND type = 'execution.started'
  ORDER BY sequence DESC LIMIT ${mostEvents}`;

function selectErrors(tenantId: TenantId, window: Window): Statement<AttemptKey & { readonly total: number }> {
  return { name: "cause_errors", sql: errorsSql, parameters: windowOf({ tenantId, window }) };
}
const errorsSql = `SELECT execution_id AS "executionId", step_id AS "stepId", attempt, count(*) OVER () AS total
  FROM ${schemaName}.attempt_record WHERE tenant_id = $1 AND dispatched_at >= $2::timestamptz
    AND dispatched_at < $3::timestamptz AND ${isCounted} AND ${isError}
  ORDER BY dispatched_at DESC, number DESC LIMIT ${mostEvents}`;

/** Of each attempt one event: the first that says it failed, else the one that says it began. */
function selectOfAttempts(tenantId: TenantId, attempts: readonly AttemptKey[]): Statement<EventRow> {
  const executions = attempts.map(({ executionId }) => executionId);
  const steps = attempts.map(({ stepId }) => stepId);
  const numbers = attempts.map(({ attempt }) => attempt);
  return { name: "cause_attempts", sql: attemptsSql, parameters: [tenantId, executions, steps, numbers] };
}
const attemptsSql = `SELECT told.sequence, told.type, own.execution_id
  FROM unnest($2::text[], $3::text[], $4::integer[]) AS own (execution_id, step_id, attempt) CROSS JOIN LATERAL (
    SELECT sequence, type FROM ${event} AS told
    WHERE told.tenant_id = $1 AND told.execution_id = own.execution_id
      AND told.type IN ('step.dispatched', 'step.executed', 'step.verified', 'step.assessed', 'step.worsened')
      AND ${isOfAttempt("told.text", "own")}
    ORDER BY (told.outcome <> 'ok') DESC, told.sequence LIMIT 1) AS told`;
