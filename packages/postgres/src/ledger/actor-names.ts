import type { Actor, ActorId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { type Database, type Statement, schemaName } from "../database/index.ts";

/** Who bears which name in a record. */
export interface ActorNames {
  /**
   * Everybody of the record whose newest event bears this name, in any case. Two people may share one. Throws
   * `ledger.too_many_actors`.
   */
  find(tenantId: TenantId, name: string): Promise<readonly ActorId[]>;
}

/** The actors of a record up to one of its events. */
interface Known {
  readonly upTo: number;
  readonly names: Map<string, string>;
}

const mostActors = 5_000;
const mostTenants = 500;
/** From so many new events on it is quicker to look at each actor once than at each event. */
const mostNew = 20_000;

/**
 * A record is asked by name again and again, and only grows: what was found in it stays, and only what came since is looked at.
 * The first time it looks at each actor once a month, however much they did.
 */
export function createActorNames(database: Database): ActorNames {
  const known = new Map<TenantId, Known>();

  async function read(tenantId: TenantId): Promise<Known> {
    const before = known.get(tenantId);
    const upTo = await readUpTo(database, tenantId);
    const isNear = before !== undefined && upTo >= before.upTo && upTo - before.upTo <= mostNew;
    const statement = isNear ? selectSince(tenantId, before.upTo, upTo) : selectAll(tenantId);
    const rows = await database.query<{ actor: string }>("find an actor of the ledger", { tenantId }, statement);
    if (rows.length > mostActors) throw tooMany();
    const names = isNear ? before.names : new Map<string, string>();
    for (const { actor } of rows) {
      // It is cut out of an event that was sealed, and begins with its actor.
      const { id, name } = JSON.parse(actor) as Actor;
      names.set(id, name.toLowerCase());
    }
    known.delete(tenantId);
    if (names.size > mostActors) throw tooMany();
    known.set(tenantId, { upTo, names });
    for (const oldest of known.keys()) if (known.size > mostTenants) known.delete(oldest);
    return { upTo, names };
  }

  return {
    async find(tenantId, name) {
      const { names } = await read(tenantId);
      const wanted = name.toLowerCase();
      // Only ids of that form get into the record.
      return [...names].filter(([, one]) => one === wanted).map(([id]) => id as ActorId);
    },
  };
}

/** Events get their places in the order in which they are stored: none comes later before this one. */
async function readUpTo(database: Database, tenantId: TenantId): Promise<number> {
  const sql = `SELECT sequence FROM ${schemaName}.audit_head WHERE tenant_id = $1`;
  const statement = { name: "read_up_to", sql, parameters: [tenantId] };
  const what = "find an actor of the ledger";
  const [head] = await database.query<{ sequence: number }>(what, { tenantId }, statement);
  return head?.sequence ?? 0;
}

// Keys of canonical JSON are sorted, so `actor` is first.
const actorOf = (text: string) =>
  `substring(${text} from '^\\{"actor":(\\{"id":"[^"]*","kind":"[a-z]*","name":"(?:[^"\\\\]|\\\\.)*"\\})')`;

/** One step down the index an actor: the next id, and its newest event. */
function selectAll(tenantId: TenantId): Statement<{ actor: string }> {
  const event = `${schemaName}.audit_event`;
  const sql = `
    WITH RECURSIVE known(actor_id) AS (
      (SELECT actor_id FROM ${event} WHERE tenant_id = $1 ORDER BY actor_id LIMIT 1)
      UNION ALL
      SELECT (SELECT e.actor_id FROM ${event} e
        WHERE e.tenant_id = $1 AND e.actor_id > known.actor_id ORDER BY e.actor_id LIMIT 1)
      FROM known WHERE known.actor_id IS NOT NULL
    )
    SELECT ${actorOf("newest.text")} AS actor
    FROM (SELECT actor_id FROM known WHERE actor_id IS NOT NULL LIMIT $2) one
    CROSS JOIN LATERAL (SELECT text FROM ${event} e
      WHERE e.tenant_id = $1 AND e.actor_id = one.actor_id ORDER BY e.at DESC LIMIT 1) newest`;
  return { name: "list_actors", sql, parameters: [tenantId, mostActors + 1] };
}

function selectSince(tenantId: TenantId, after: number, upTo: number): Statement<{ actor: string }> {
  const sql = `SELECT ${actorOf("text")} AS actor FROM (
      SELECT DISTINCT ON (actor_id) text FROM ${schemaName}.audit_event
      WHERE tenant_id = $1 AND sequence > $2 AND sequence <= $3 ORDER BY actor_id, sequence DESC LIMIT $4
    ) newest`;
  return { name: "list_new_actors", sql, parameters: [tenantId, after, upTo, mostActors + 1] };
}

function tooMany(): OpsError {
  return new OpsError(`Cannot find an actor by name: the record has more than ${mostActors}`, {
    kind: "invalid",
    code: "ledger.too_many_actors",
    hint: "Give the actor's id, such as act_riley; every event shows it",
  });
}
