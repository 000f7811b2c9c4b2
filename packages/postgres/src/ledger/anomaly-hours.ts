import { type ActiveHour, habitDays } from "@steadyhand/core/anomaly";
import type { AuditEvent } from "@steadyhand/core/audit";
import { type Statement, schemaName } from "../database/index.ts";
import { windowOf } from "./anomaly-counts.ts";
import type { Look } from "./find-anomalies.ts";

export interface ActiveHourRow {
  readonly hour: number;
  readonly sequence: number;
  readonly text: string;
  readonly known_since: Date;
  readonly is_usual: boolean;
  readonly days_active: number;
}

/** The first event of each person in each hour of the day, and how they were on the days before. */
export function selectActiveHours(look: Look): Statement<ActiveHourRow> {
  return { name: "anomaly_hours", sql: hoursSql, parameters: windowOf(look) };
}

export function decodeActiveHour({ text, ...row }: ActiveHourRow): ActiveHour {
  // What was sealed is an event.
  const { actor, at } = JSON.parse(text) as AuditEvent;
  return {
    actor: { id: actor.id, name: actor.name, knownSince: row.known_since },
    hour: row.hour,
    at: new Date(at),
    sequence: row.sequence,
    isUsual: row.is_usual,
    daysActive: row.days_active,
  };
}

const event = `${schemaName}.audit_event`;
// What a schedule does for a person has the person's id and another kind; a proposal names whoever wrote its command,
// whenever it is made; a read is written when it is over, which a page that was left open may put anywhere. Canonical JSON: the actor comes first, and its properties in the order of their names.
const ownDoing = (own: string) => `${own}.type NOT IN ('step.proposed', 'ledger.read')
  AND starts_with(${own}.text, format('{"actor":{"id":"%s","kind":"person",', ${own}.actor_id))`;
// Looked up for each day by itself, newest first, up to the first: the cost does not grow with what somebody did on it.
// OFFSET 0 keeps it a look-up: as a join it would read all of those days at once.
const didSomething = (from: string, to: string) => `EXISTS (SELECT FROM ${event} AS own WHERE own.tenant_id = $1
  AND own.actor_id = active.actor_id AND own.at >= ${from} AND own.at < ${to} AND own.at < $2::timestamptz AND ${ownDoing("own")} OFFSET 0)`;
const hours = (count: string) => `(${count}) * interval '1 hour'`;
const daysBack = `generate_series(0, ${habitDays - 1}) AS back`;
const day = `date_bin('24 hours', $2::timestamptz, 'epoch'::timestamptz) - ${hours("24 * back")}`;

const hoursSql = `SELECT active.hour, active.sequence, event.text, known.at AS known_since,
    habit.is_usual, habit.days_active
  FROM (SELECT actor_id, extract(hour FROM at AT TIME ZONE 'UTC')::integer AS hour, min(sequence) AS sequence
    FROM ${event} AS own WHERE tenant_id = $1 AND at >= $2::timestamptz AND at < $3::timestamptz AND ${ownDoing("own")}
    GROUP BY 1, 2) AS active
  JOIN ${event} AS event ON event.tenant_id = $1 AND event.sequence = active.sequence
  CROSS JOIN LATERAL (SELECT min(at) AS at FROM ${event} WHERE tenant_id = $1 AND actor_id = active.actor_id) AS known
  CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM ${daysBack}
    WHERE ${didSomething(`${day} + ${hours("active.hour - 1")}`, `${day} + ${hours("active.hour + 2")}`)}) AS is_usual) AS own
  CROSS JOIN LATERAL (SELECT own.is_usual, CASE WHEN own.is_usual THEN 0 ELSE (SELECT count(*)::integer FROM ${daysBack}
    WHERE ${didSomething(day, `${day} + ${hours("24")}`)}) END AS days_active) AS habit
  ORDER BY active.sequence`;
