import type { ExecutionKey } from "@steadyhand/engine";
import type { Pool } from "pg";
import { PgBoss } from "pg-boss";
import { queueSchemaName } from "../database/index.ts";
import { type NamedStatement, queryOf } from "./advance-statement.ts";
import { queueName } from "./prepare-queue.ts";

/** A job that this process holds: nobody else has it until it is put away, fails or is not touched for long. */
export interface HeldJob {
  readonly id: string;
  /** Counts how often it was taken: whoever held it before can no longer put it away. */
  readonly retryCount: number;
  readonly data: ExecutionKey;
}

/** The jobs in the database. */
export interface AdvanceJobs {
  open(): Promise<void>;
  /** Takes up to `limit` that are due, at most one of each execution. */
  take(limit: number): Promise<readonly HeldJob[]>;
  /** They are done. */
  putAway(jobs: readonly HeldJob[]): Promise<void>;
  /** It failed, and is due again after a growing delay of at most 30 s. */
  failed(job: HeldJob): Promise<void>;
  /** They are still being worked on. */
  touch(jobs: readonly HeldJob[]): Promise<void>;
  /** Takes back what nobody has touched for `forMs`, but for those that this process holds; gives how many. */
  takeBack(forMs: number, held: readonly HeldJob[]): Promise<number>;
  /** They ended unfinished: others may take them at once. */
  release(jobs: readonly HeldJob[]): Promise<void>;
  /** In how many milliseconds what is due within `aheadMs` is due. */
  dueWithin(aheadMs: number): Promise<readonly number[]>;
  run(statement: NamedStatement): Promise<void>;
  close(): Promise<void>;
}

const table = `${queueSchemaName}.job_common`;
const ofOurs = `name = '${queueName}' AND policy = 'key_strict_fifo'`;
/** As pg-boss itself takes back: the next claim counts as another one, so a late word of the first finds nothing. */
const backAgain = "state = 'retry', start_after = now(), heartbeat_on = NULL";

/** More than that at once are found by polling. */
const mostDueTimes = 1000;

const takeBackSql = `UPDATE ${table} SET ${backAgain} WHERE ${ofOurs} AND state = 'active'
  AND heartbeat_on <= now() - $1 * interval '1 ms' AND id <> ALL($2::uuid[])`;
const releaseSql = `UPDATE ${table} SET ${backAgain} WHERE ${ofOurs} AND state = 'active' AND id = ANY($1::uuid[])`;
const dueSql = `SELECT DISTINCT ceil(extract(epoch FROM start_after - clock_timestamp()) * 1000)::integer AS in_ms
  FROM ${table} WHERE ${ofOurs} AND state < 'active' AND NOT blocked
  AND start_after > now() AND start_after <= now() + $1 * interval '1 ms' ORDER BY 1 LIMIT ${mostDueTimes}`;

/** pg-boss keeps the jobs; when to look at them is decided here, because its own workers know no due times. */
export function openAdvanceJobs(pool: Pool): AdvanceJobs {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    ...{ schema: queueSchemaName, migrate: false, supervise: false, schedule: false },
  });
  // What fails is told to whoever asked; there is nothing in the background.
  boss.on("error", () => {});
  const idsOf = (jobs: readonly HeldJob[]) => jobs.map(({ id }) => id);
  return {
    async open() {
      await boss.start();
      // Its cache of queues is warm now: nothing asks for it at the first take.
      await boss.getQueue(queueName);
    },
    take: (limit) => boss.fetch<ExecutionKey>(queueName, { batchSize: limit }),
    async putAway(jobs) {
      await boss.deleteJob(queueName, [...jobs]);
    },
    async failed(job) {
      await boss.fail(queueName, job);
    },
    async touch(jobs) {
      await boss.touch(queueName, [...jobs]);
    },
    async takeBack(forMs, held) {
      const { rowCount } = await pool.query(takeBackSql, [forMs, idsOf(held)]);
      return rowCount ?? 0;
    },
    async release(jobs) {
      await pool.query(releaseSql, [idsOf(jobs)]);
    },
    async dueWithin(aheadMs) {
      const { rows } = await pool.query<{ in_ms: number }>(dueSql, [aheadMs]);
      return rows.map(({ in_ms }) => in_ms);
    },
    async run(statement) {
      await pool.query(queryOf(statement));
    },
    close: () => boss.stop({ graceful: false, close: false }),
  };
}
