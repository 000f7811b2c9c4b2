import { type AdvanceOutbox, type AskedAdvance, dueTimeOf, type ExecutionKey } from "@steadyhand/engine";
import { type DatabasePlace, databaseError, queueSchemaName } from "../database/index.ts";
import { type AdvanceStatements, type NamedStatement, queryOf, written } from "./advance-statement.ts";
import { prepareQueue } from "./prepare-queue.ts";
import { closeConnections, openQueueConnections } from "./queue-connections.ts";

/** What is asked for in a store's transaction, kept until a queue beyond this database has it. */
export interface OpenAdvanceOutbox extends AdvanceOutbox, AdvanceStatements {
  /** Closes the connections; twice without harm. */
  close(): Promise<void>;
}

const table = `${queueSchemaName}.outbox`;

/** What nobody has been handed yet is joined: whoever is handed it looks after this transaction. */
const addSql = `INSERT INTO ${table} (tenant_id, execution_id, due_at)
  SELECT $1::text, $2::text, $3::timestamptz WHERE NOT EXISTS (
    SELECT FROM ${table} w WHERE w.tenant_id = $1::text AND w.execution_id = $2::text
      AND w.due_at IS NOT DISTINCT FROM $3::timestamptz AND w.claimed_at IS NULL)`;
/** Whoever was handed something and has not settled it by then is taken for dead. */
const claimSql = `UPDATE ${table} SET claimed_at = now() WHERE id IN (
    SELECT id FROM ${table} WHERE claimed_at IS NULL OR claimed_at <= now() - interval '10 s'
    ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING id, tenant_id AS "tenantId", execution_id AS "executionId", due_at AS "dueAt"`;
const releaseSql = `UPDATE ${table} SET claimed_at = NULL WHERE id = ANY($1::bigint[])`;
const settleSql = `DELETE FROM ${table} WHERE id = ANY($1::bigint[])`;

/** Opens the outbox and makes its table where it is missing. Throws `database.…`. */
export async function openAdvanceOutbox(options: {
  readonly place: DatabasePlace;
  readonly clock: { now(): Date };
}): Promise<OpenAdvanceOutbox> {
  const { place, clock } = options;
  await prepareQueue(place);
  const pool = openQueueConnections(place, 3);
  let look = () => {};
  let closing: Promise<void> | undefined;

  function statement(key: ExecutionKey, at: Date | undefined, now: Date): NamedStatement {
    const parameters = [key.tenantId, key.executionId, written(dueTimeOf(at, now))];
    return { name: "add_to_outbox", sql: addSql, parameters };
  }

  return {
    statement,
    committed: () => look(),
    async add(key, due) {
      try {
        await pool.query(queryOf(statement(key, due === "now" ? undefined : due, clock.now())));
      } catch (error) {
        throw databaseError(`ask for an advance of ${key.executionId}`, error);
      }
      look();
    },
    async claim(limit) {
      const { rows } = await pool.query<ExecutionKey & { id: number; dueAt: Date | null }>(claimSql, [limit]);
      return rows
        .map(({ id, dueAt, ...key }): AskedAdvance => ({ id, key, due: dueAt ?? "now" }))
        .sort((a, b) => a.id - b.id);
    },
    async settle(ids) {
      await pool.query(settleSql, [ids]);
    },
    async release(ids) {
      await pool.query(releaseSql, [ids]);
    },
    onAdded(then) {
      look = then;
    },
    close: () => (closing ??= closeConnections(pool, 2000)),
  };
}
