import type { Actor, ActorId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { type Database, schemaName } from "../database/index.ts";

const mostActors = 5_000;

/**
 * Everybody of the record whose newest event bears this name, in any case. Two people may share one. Looks at each
 * actor once, however much they did. Throws `ledger.too_many_actors`.
 */
export async function findActors(database: Database, tenantId: TenantId, name: string): Promise<readonly ActorId[]> {
  const statement = { name: "list_actors", sql: actorsSql, parameters: [tenantId, mostActors + 1] };
  const rows = await database.query<{ actor: string }>("find an actor of the ledger", { tenantId }, statement);
  if (rows.length > mostActors) throw tooMany(name);
  const wanted = name.toLowerCase();
  return (
    rows
      // It is cut out of an event that was sealed, and begins with its actor.
      .map(({ actor }) => JSON.parse(actor) as Actor)
      .filter((actor) => actor.name.toLowerCase() === wanted)
      .map(({ id }) => id)
  );
}

/** One step down the index an actor: the next id, and its newest event. Keys of canonical JSON are sorted, so `actor` is first. */
const actorsSql = `
  WITH RECURSIVE known(actor_id) AS (
    (SELECT actor_id FROM ${schemaName}.audit_event WHERE tenant_id = $1 ORDER BY actor_id LIMIT 1)
    UNION ALL
    SELECT (SELECT e.actor_id FROM ${schemaName}.audit_event e
      WHERE e.tenant_id = $1 AND e.actor_id > known.actor_id ORDER BY e.actor_id LIMIT 1)
    FROM known WHERE known.actor_id IS NOT NULL
  )
  SELECT substring(newest.text from '^\\{"actor":(\\{"id":"[^"]*","kind":"[a-z]*","name":"(?:[^"\\\\]|\\\\.)*"\\})') AS actor
  FROM (SELECT actor_id FROM known WHERE actor_id IS NOT NULL LIMIT $2) one
  CROSS JOIN LATERAL (SELECT text FROM ${schemaName}.audit_event e
    WHERE e.tenant_id = $1 AND e.actor_id = one.actor_id ORDER BY e.at DESC LIMIT 1) newest`;

function tooMany(name: string): OpsError {
  return new OpsError(`Cannot find the actor ${JSON.stringify(name)} by name: the record has more than ${mostActors}`, {
    kind: "invalid",
    code: "ledger.too_many_actors",
    hint: "Give the actor's id, such as act_riley; every event shows it",
  });
}
