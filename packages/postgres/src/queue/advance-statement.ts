import { type DueTime, dueTimeOf, type ExecutionKey } from "@steadyhand/engine";
import { queueSchemaName } from "../database/index.ts";
import { queueName } from "./prepare-queue.ts";

/** A statement that the server plans once. */
export interface NamedStatement {
  readonly name: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Asks for an advance within a transaction of the stores: it is asked for if and only if the state is stored. */
export interface AdvanceStatements {
  /** The statement that asks for an advance of `key`, now or not before `at`. `now` is the clock's. */
  statement(key: ExecutionKey, at: Date | undefined, now: Date): NamedStatement;
  /** The transaction is committed: this process may take care of it without waiting for its next look. */
  committed(at: Date | undefined): void;
}

const table = `${queueSchemaName}.job_common`;

/**
 * What pg-boss's own insert does, in one statement that a pipelined transaction can send, and that joins what waits
 * already: a look that has not begun will see our change, because it waits for the row that this transaction holds.
 */
const sql = `INSERT INTO ${table} (name, data, singleton_key, start_after, created_on, policy, retry_limit, retry_delay,
    retry_backoff, retry_delay_max, expire_seconds, deletion_seconds, keep_until)
  SELECT q.name, jsonb_build_object('tenantId', $1::text, 'executionId', $2::text), $1::text || '/' || $2::text,
    coalesce($3::timestamptz, now()), now(), q.policy, q.retry_limit, q.retry_delay,
    q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds,
    coalesce($3::timestamptz, now()) + q.retention_seconds * interval '1 s'
  FROM ${queueSchemaName}.queue q
  WHERE q.name = '${queueName}' AND NOT EXISTS (
    SELECT FROM ${table} w
    WHERE w.name = '${queueName}' AND w.singleton_key = $1::text || '/' || $2::text
      AND w.state < 'active' AND NOT w.blocked AND w.policy = 'key_strict_fifo'
      AND CASE WHEN $3::timestamptz IS NULL THEN w.state = 'retry' OR w.start_after <= now()
          ELSE w.state = 'created' AND w.start_after = $3::timestamptz END)`;

/** The statement that puts one job into the queue. */
export function jobStatement(key: ExecutionKey, at: Date | undefined, now: Date): NamedStatement {
  return { name: "ask_advance", sql, parameters: [key.tenantId, key.executionId, written(dueTimeOf(at, now))] };
}

/** A due time as a parameter: none is now. */
export function written(due: DueTime): string | null {
  return due === "now" ? null : due.toISOString();
}

export function queryOf({ name, sql: text, parameters }: NamedStatement) {
  return { name, text, values: [...parameters] };
}
