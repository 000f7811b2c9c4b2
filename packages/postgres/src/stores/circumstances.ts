import type { ActorId, ExecutionId, TenantId } from "@steadyhand/core/identity";
import { pressOf } from "@steadyhand/core/panic";
import type { Surroundings } from "@steadyhand/engine";
import { type Statement, schemaName } from "../database/index.ts";

/** What the store knows around an execution, as the database gives it. */
export interface CircumstancesRow {
  readonly takeover: { level: number; scope: string; name: string; by: string; why: string } | null;
  readonly trust: { level: number; by: string; why: string } | null;
  readonly lock: { isLocked: boolean; by: string; why: string } | null;
  readonly elevation: { id: string; grantedBy: string; until: string } | null;
  readonly busy_with: string | null;
  readonly changes_last_hour: number;
  readonly session: { actions: number; rapid: number };
  readonly setbacks: readonly { actionKey: string; outcome: string; at: string }[];
  readonly attempts: number;
  readonly automatic: number;
  readonly panic: unknown;
}

/**
 * One statement for all that is asked around an execution. What lies in a window of time is told by the totals of
 * its two ends, and lists are bounded, so that it costs the same however long the record is.
 */
export function selectCircumstances(tenantId: TenantId, id: ExecutionId, now: Date): Statement<CircumstancesRow> {
  return { name: "circumstances", sql: circumstancesSql, parameters: [tenantId, id, now.toISOString()] };
}

const records = `${schemaName}.attempt_record`;
const newestLevel = (scope: "subject" | "project") => `(
  SELECT json_build_object('level', level, 'scope', scope, 'name', name, 'by', document -> 'by' ->> 'name', 'why', document ->> 'why')
  FROM ${schemaName}.level_change WHERE tenant_id = $1 AND scope = '${scope}' AND name = own.${scope}
  ORDER BY sequence DESC LIMIT 1)`;
const newestTrust = (kind: "trust" | "lock") => `(
  SELECT json_build_object('level', trust, 'isLocked', is_locked, 'by', document -> 'by' ->> 'name', 'why', document ->> 'why')
  FROM ${schemaName}.trust_change WHERE tenant_id = $1 AND runbook_id = own.runbook_id AND kind = '${kind}'
  ORDER BY sequence DESC LIMIT 1)`;
/** How much a total has grown since a moment: its newest value less the one it had then. */
const grownSince = (total: string, window: string) => `
  coalesce((SELECT ${total} FROM ${records}
    WHERE tenant_id = $1 AND subject = own.subject ORDER BY number DESC LIMIT 1), 0)
  - coalesce((SELECT ${total} FROM ${records}
    WHERE tenant_id = $1 AND subject = own.subject AND dispatched_at <= $3::timestamptz - interval '${window}'
    ORDER BY dispatched_at DESC, number DESC LIMIT 1), 0)`;

const circumstancesSql = `SELECT
  coalesce(${newestLevel("subject")}, ${newestLevel("project")}) AS takeover,
  ${newestTrust("trust")} AS trust,
  ${newestTrust("lock")} AS lock,
  (SELECT json_build_object('id', id, 'grantedBy', granted_by, 'until', until) FROM ${schemaName}.elevation
    WHERE tenant_id = $1 AND phase = 'granted' AND until > $3::timestamptz
      AND ((scope = 'subject' AND name = own.subject) OR (scope = 'project' AND name = own.project))
    ORDER BY until DESC LIMIT 1) AS elevation,
  (SELECT other.execution_id FROM ${records} AS other
    WHERE other.tenant_id = $1 AND other.subject = own.subject AND other.judged_at IS NULL AND other.is_change
      AND other.execution_id <> own.id
      AND EXISTS (SELECT 1 FROM ${schemaName}.execution AS open
        WHERE open.tenant_id = $1 AND open.id = other.execution_id AND open.ended_at IS NULL)
    LIMIT 1) AS busy_with,
  (SELECT document FROM ${schemaName}.panic WHERE tenant_id = $1 AND lifted_at IS NULL
    ORDER BY pressed_at LIMIT 1) AS panic,
  ${grownSince("changes_total", "1 hour")} AS changes_last_hour,
  ${grownSince("number", "7 days")} AS attempts,
  ${grownSince("automatic_total", "7 days")} AS automatic,
  (SELECT json_build_object('actions', count(*), 'rapid', count(*) FILTER (WHERE gap < interval '30 seconds'))
    FROM (SELECT dispatched_at - lag(dispatched_at) OVER (ORDER BY dispatched_at) AS gap
      FROM (SELECT dispatched_at FROM ${records}
        WHERE tenant_id = $1 AND actor_id = own.started_by AND dispatched_at > $3::timestamptz - interval '5 minutes'
        ORDER BY dispatched_at DESC LIMIT 200) AS recent) AS gaps) AS session,
  (SELECT coalesce(json_agg(json_build_object('actionKey', bad.action_key, 'outcome', newest.outcome,
      'at', newest.judged_at) ORDER BY bad.action_key), '[]')
    FROM (SELECT DISTINCT action_key FROM (SELECT action_key FROM ${records}
      WHERE tenant_id = $1 AND subject = own.subject AND outcome IN ('unchanged', 'worse')
        AND dispatched_at > $3::timestamptz - interval '24 hours'
      ORDER BY dispatched_at DESC LIMIT 200) AS recent) AS bad
    CROSS JOIN LATERAL (SELECT outcome, judged_at FROM ${records}
      WHERE tenant_id = $1 AND subject = own.subject AND action_key = bad.action_key
        AND outcome IN ('improved', 'unchanged', 'worse')
      ORDER BY number DESC LIMIT 1) AS newest
    WHERE newest.outcome <> 'improved') AS setbacks
  FROM ${schemaName}.execution AS own WHERE own.tenant_id = $1 AND own.id = $2`;

/** The types hold because the tables' checks do. */
export function decodeCircumstances(row: CircumstancesRow): Surroundings {
  const { takeover, trust, lock, elevation } = row;
  const panic = pressOf(row.panic);
  return {
    ...(panic && { panic }),
    ...(takeover && {
      takeover: {
        level: takeover.level as 1 | 2 | 3 | 4 | 5,
        scope: takeover.scope as "subject" | "project",
        why: `${takeover.by} put ${takeover.scope} ${takeover.name} at L${takeover.level}: ${takeover.why}`,
      },
    }),
    trust: trust
      ? { level: trust.level as 0 | 1 | 2, why: `${trust.by} set trust ${trust.level}: ${trust.why}` }
      : { level: 1, why: "nobody has set another", isStandard: true },
    ...(lock?.isLocked && { lock: { by: lock.by, reason: lock.why } }),
    ...(elevation && {
      elevation: { id: elevation.id, grantedBy: elevation.grantedBy as ActorId, until: new Date(elevation.until) },
    }),
    ...(row.busy_with !== null && { busyWith: row.busy_with as ExecutionId }),
    changesLastHour: row.changes_last_hour,
    session: row.session,
    setbacks: row.setbacks.map(({ actionKey, outcome, at }) => ({
      actionKey,
      outcome: outcome as "unchanged" | "worse",
      at: new Date(at),
    })),
    drift: { attempts: row.attempts, automatic: row.automatic },
  };
}
