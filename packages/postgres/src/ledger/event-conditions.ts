import type { AuditEvent } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { LedgerFilter } from "@steadyhand/engine";
import { type RawBuilder, sql } from "kysely";
import { schemaName } from "../database/index.ts";

export const events = sql.raw(`${schemaName}.audit_event`);
export const executions = sql.raw(`${schemaName}.execution`);

export type Condition = RawBuilder<unknown>;

/** All of them, or true when there is none. */
export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

/**
 * What a filter asks of one event's row, but for the time and the actor, which say where to look. What stands in the
 * text alone comes last, for it costs most, and lets through a little too much: `fits` has the last word.
 */
export function conditionsOf(tenantId: TenantId, filter: LedgerFilter): readonly Condition[] {
  const { executionId, runbookId, outcome, type, subject, environment, level } = filter;
  return [
    executionId && sql`execution_id = ${executionId}`,
    runbookId && sql`runbook_id = ${runbookId}`,
    outcome && sql`outcome = ${outcome}`,
    type && typeCondition(type),
    subject !== undefined &&
      sql`EXISTS (SELECT FROM ${executions} x WHERE x.tenant_id = ${tenantId} AND x.id = execution_id AND x.subject = ${subject})`,
    environment && sql`strpos(text, ${`,"environment":${JSON.stringify(environment)},`}) > 0`,
    level && sql`strpos(text, ${`,"level":${level},`}) > 0`,
  ].filter((condition): condition is Condition => typeof condition === "object");
}

export function timeConditions({ since, until }: LedgerFilter): readonly Condition[] {
  return [...(since ? [sql`at >= ${since}`] : []), ...(until ? [sql`at < ${until}`] : [])];
}

/** Whether the event itself says what was asked for: what is within its data may look like a field of its own. */
export function fits(event: AuditEvent, { environment, level }: LedgerFilter): boolean {
  return (
    (environment === undefined || event.environment === environment) && (level === undefined || event.level === level)
  );
}

/** Exact, or a prefix that ends in `.*`. */
function typeCondition(type: string): Condition {
  if (!type.endsWith(".*")) return sql`type = ${type}`;
  const { from, to } = typeRange(type);
  return sql`type >= ${from} AND type < ${to}`;
}

/** Where in byte order the types with a prefix lie: the character after a dot is a slash. */
export function typeRange(prefix: string): { readonly from: string; readonly to: string } {
  return { from: prefix.slice(0, -1), to: `${prefix.slice(0, -2)}/` };
}
