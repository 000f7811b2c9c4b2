import { type AttemptKey, habitDays, type KnownActor, type Use } from "@steadyhand/core/anomaly";
import type { ActorId } from "@steadyhand/core/identity";
import { type Database, type Statement, schemaName } from "../database/index.ts";
import { windowOf } from "./anomaly-counts.ts";
import type { Look } from "./find-anomalies.ts";

/** A command on a target that no run of the actor had run before. Only such a one can do anything for the first time. */
interface FreshRow extends AttemptKey {
  readonly actorId: ActorId;
  readonly actorName: string;
  readonly knownSince: Date;
  readonly at: Date;
  readonly actionClass: string;
  readonly isClassKnown: boolean;
  readonly programs: readonly string[];
}

/** What people's runs did within the window, and whether runs of theirs had done the same before. */
export async function readUses(database: Database, look: Look): Promise<readonly Use[]> {
  const sight = { tenantId: look.tenantId };
  const rows = await database.query("look for first uses", sight, selectFresh(look));
  const programs = usesOf(rows.flatMap((row) => row.programs.map((name) => programUse(row, name))));
  const used =
    programs.length === 0 ? [] : await database.query("look for known programs", sight, selectUsed(look, programs));
  const known = new Set(used.map(({ actorId, name }) => `${actorId} ${name}`));
  return [
    ...usesOf(rows.map(classUse)),
    ...programs.map((use) => ({ ...use, wasUsed: known.has(`${use.actor.id} ${use.name}`) })),
  ];
}

/** The first of each actor and name. */
function usesOf(uses: readonly Use[]): readonly Use[] {
  return [...Map.groupBy(uses, ({ actor, name }) => `${actor.id} ${name}`).values()].flatMap(([first]) => first ?? []);
}

function classUse(row: FreshRow): Use {
  return { ...useOf(row), of: "action class", name: row.actionClass, wasUsed: row.isClassKnown };
}

function programUse(row: FreshRow, name: string): Use {
  return { ...useOf(row), of: "program", name, wasUsed: false };
}

function useOf({ actorId, actorName, knownSince, at, executionId, stepId, attempt }: FreshRow) {
  const actor: KnownActor = { id: actorId, name: actorName, knownSince };
  return { actor, at, attempt: { executionId, stepId, attempt } };
}

/** Commands that an actor's runs ran for the first time, with what they do. */
export function selectFresh(look: Look): Statement<FreshRow> {
  return { name: "anomaly_fresh", sql: freshSql, parameters: windowOf(look) };
}

const attempts = `${schemaName}.attempt_record`;
const event = `${schemaName}.audit_event`;
const isBefore = (column: string) => `${column} >= $2::timestamptz - interval '${24 * habitDays} hours'
  AND ${column} < $2::timestamptz`;

/** Whether an event is of an attempt. The text is canonical JSON: nothing within a string looks like this. */
export const isOfAttempt = (text: string, own: string) =>
  `strpos(${text}, format('"attempt":%s,"data":{', ${own}.attempt)) > 0
    AND strpos(${text}, format('"stepId":"%s","tenantId":', ${own}.step_id)) > 0`;

// A rule of the scanner is named after its program: `program.tar`, `program.tar.execute`. One that no table knows has no
// rule of its own; where it is not in a script, it is the first word.
const firstWord = '"command":\\{"kind":"words","words":\\["';
const freshSql = `SELECT fresh.execution_id AS "executionId", fresh.step_id AS "stepId", fresh.attempt,
    fresh.actor_id AS "actorId", ${schemaName}.readable(run.summary) -> 'startedBy' ->> 'name' AS "actorName",
    (SELECT min(at) FROM ${event} WHERE tenant_id = $1 AND actor_id = fresh.actor_id) AS "knownSince",
    fresh.dispatched_at AS at, fresh.action_class AS "actionClass",
    EXISTS (SELECT FROM ${attempts} AS old WHERE old.tenant_id = $1 AND old.actor_id = fresh.actor_id
      AND old.action_class = fresh.action_class AND ${isBefore("old.dispatched_at")}) AS "isClassKnown",
    ARRAY(SELECT DISTINCT named.name FROM ${event} AS told CROSS JOIN LATERAL (
        SELECT found[1] AS name FROM regexp_matches(told.text, '"rule":"program\\.([^".]+)', 'g') AS found
        UNION SELECT found[1] FROM regexp_matches(told.text, '${firstWord}([^"\\\\]+)"') AS found
        WHERE strpos(told.text, '"rule":"program.unknown"') > 0) AS named
      WHERE told.tenant_id = $1 AND told.execution_id = fresh.execution_id AND told.type = 'step.proposed'
        AND ${isOfAttempt("told.text", "fresh")} AND named.name <> 'unknown') AS programs
  FROM (SELECT DISTINCT ON (actor_id, action_key) * FROM ${attempts} AS own
    WHERE tenant_id = $1 AND dispatched_at >= $2::timestamptz AND dispatched_at < $3::timestamptz AND how <> 'by_hand'
      AND NOT EXISTS (SELECT FROM ${attempts} AS old WHERE old.tenant_id = $1 AND old.actor_id = own.actor_id
        AND old.action_key = own.action_key AND ${isBefore("old.dispatched_at")})
    ORDER BY actor_id, action_key, dispatched_at, number) AS fresh
  JOIN ${schemaName}.execution AS run ON run.tenant_id = $1 AND run.id = fresh.execution_id
  ORDER BY fresh.dispatched_at, fresh.number`;

interface UsedRow {
  readonly actorId: ActorId;
  readonly name: string;
}

/** Which of these an actor's runs had used before. */
export function selectUsed(look: Look, uses: readonly Pick<Use, "actor" | "name">[]): Statement<UsedRow> {
  const [tenantId, since] = windowOf(look);
  const parameters = [tenantId, since, uses.map(({ actor }) => actor.id), uses.map(({ name }) => name)];
  return { name: "anomaly_used", sql: usedSql, parameters };
}

const says = (end: string) => `strpos(told.text, '"rule":"program.' || asked.name || '${end}') > 0`;
// OFFSET 0 keeps it one run after another: it ends at the first that did the same.
const usedSql = `SELECT asked.actor_id AS "actorId", asked.name
  FROM unnest($3::text[], $4::text[]) AS asked (actor_id, name)
  WHERE EXISTS (SELECT FROM (
      SELECT DISTINCT execution_id FROM ${attempts} AS old
      WHERE old.tenant_id = $1 AND old.actor_id = asked.actor_id AND ${isBefore("old.dispatched_at")}
    ) AS run CROSS JOIN LATERAL (
      SELECT FROM ${event} AS told WHERE told.tenant_id = $1 AND told.execution_id = run.execution_id
        AND told.type = 'step.proposed'
        AND (${says('"')} OR ${says(".")} OR strpos(told.text, '"words":["' || asked.name || '"') > 0) OFFSET 0
    ) AS hit)`;
