import { type AnomalyFacts, type HourVolume, historyDays, type Streak } from "@steadyhand/core/anomaly";
import { type Statement, schemaName } from "../database/index.ts";
import type { Look } from "./find-anomalies.ts";

/** Of these attempts it can be said whether they did what they were for: the same that count for levels. */
export const isCounted = `judged_at IS NOT NULL AND how <> 'by_hand' AND result NOT IN ('cancelled', 'killed', 'not_started')`;
export const isError = `(NOT holds OR outcome = 'worse')`;

/** Tenant, and the first and last moment of the window. */
export function windowOf({ tenantId, window }: Look): readonly [string, string, string] {
  return [tenantId, window.since.toISOString(), window.until.toISOString()];
}

export function selectErrors(look: Look): Statement<AnomalyFacts["errors"]> {
  return { name: "anomaly_errors", sql: errorsSql, parameters: windowOf(look) };
}

const tally = (when: string) => `json_build_object('attempts', count(*) FILTER (WHERE ${when}),
  'errors', count(*) FILTER (WHERE ${when} AND ${isError}))`;
const errorsSql = `SELECT ${tally("dispatched_at >= $2::timestamptz")} AS window,
  ${tally("dispatched_at < $2::timestamptz")} AS before
  FROM ${schemaName}.attempt_record
  WHERE tenant_id = $1 AND dispatched_at >= $2::timestamptz - interval '${24 * historyDays} hours'
    AND dispatched_at < $3::timestamptz AND ${isCounted}`;

/** Hours in which runs were started; the first is looked at from its beginning. */
export function selectVolumes(look: Look): Statement<HourVolume> {
  return { name: "anomaly_volumes", sql: volumesSql, parameters: windowOf(look) };
}

// A week in hours: a session's time zone must not make one longer.
const weeksBack = `generate_series(1, ${historyDays / 7}) AS back`;
const then = `busy.hour - back * interval '168 hours'`;
const volumesSql = `SELECT busy.hour, busy.started, coalesce(weeks.count, 0) AS weeks, coalesce(before.count, 0) AS before
  FROM (SELECT date_bin('1 hour', started_at, 'epoch'::timestamptz) AS hour, count(*) AS started
    FROM ${schemaName}.execution
    WHERE tenant_id = $1 AND started_at >= date_bin('1 hour', $2::timestamptz, 'epoch'::timestamptz)
      AND started_at < $3::timestamptz GROUP BY 1) AS busy
  CROSS JOIN LATERAL (SELECT count(*) FROM ${weeksBack} WHERE ${then} >=
    (SELECT at FROM ${schemaName}.audit_event WHERE tenant_id = $1 AND sequence = 1)) AS weeks
  CROSS JOIN LATERAL (SELECT sum(started.count)::integer AS count FROM ${weeksBack} CROSS JOIN LATERAL (
    SELECT count(*) FROM ${schemaName}.execution WHERE tenant_id = $1 AND back <= weeks.count
      AND started_at >= ${then} AND started_at < ${then} + interval '1 hour') AS started) AS before
  ORDER BY busy.hour`;

/** Failures of one subject that no success parts; up to ${earlier} attempts before the window are looked at too. */
export function selectStreaks(look: Look): Statement<Streak> {
  return { name: "anomaly_streaks", sql: streaksSql, parameters: windowOf(look) };
}

const earlier = 20;
const columns = `subject, number, execution_id, step_id, attempt, dispatched_at, ${isError} AS failed`;
const counted = `FROM ${schemaName}.attempt_record WHERE tenant_id = $1 AND ${isCounted}`;
const streaksSql = `WITH recent AS (
    SELECT ${columns} ${counted} AND dispatched_at >= $2::timestamptz AND dispatched_at < $3::timestamptz
  ), earlier AS (
    SELECT own.* FROM (SELECT DISTINCT subject FROM recent WHERE failed) AS hurt CROSS JOIN LATERAL (
      SELECT ${columns} ${counted} AND subject = hurt.subject AND dispatched_at < $2::timestamptz
      ORDER BY dispatched_at DESC, number DESC LIMIT ${earlier}) AS own
  ), ordered AS (
    -- Neighbours of one kind lie as far behind all the others as each other does.
    SELECT *, row_number() OVER (PARTITION BY subject ORDER BY dispatched_at, number)
      - row_number() OVER (PARTITION BY subject, failed ORDER BY dispatched_at, number) AS streak
    FROM (SELECT * FROM recent UNION ALL SELECT * FROM earlier) AS joined
  )
  SELECT subject, count(*) AS length, max(dispatched_at) AS "lastAt",
    json_agg(json_build_object('executionId', execution_id, 'stepId', step_id, 'attempt', attempt)
      ORDER BY dispatched_at, number) AS attempts
  FROM ordered WHERE failed GROUP BY subject, streak HAVING max(dispatched_at) >= $2::timestamptz
  ORDER BY max(dispatched_at)`;
