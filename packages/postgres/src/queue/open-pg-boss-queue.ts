import { type Advance, type AdvanceQueue, type Advancing, createAdvancing, dueTimeOf } from "@steadyhand/engine";
import { type DatabasePlace, databaseError } from "../database/index.ts";
import type { PostgresLog } from "../embedded/index.ts";
import { openAdvanceJobs } from "./advance-jobs.ts";
import { type AdvanceStatements, jobStatement } from "./advance-statement.ts";
import { createAdvanceWorker } from "./advance-worker.ts";
import { createDueTimes, type DueTimes } from "./due-times.ts";
import { prepareQueue } from "./prepare-queue.ts";
import { closeConnections, openQueueConnections } from "./queue-connections.ts";

/** The queue in our own database: what is asked for in a store's transaction commits with it. */
export interface PgBossQueue extends AdvanceQueue, AdvanceStatements {}

export interface PgBossQueueOptions {
  readonly place: DatabasePlace;
  readonly log: PostgresLog;
  readonly clock: { now(): Date };
  /**
   * No other process may use this database, as on the embedded one: whatever was being advanced when this opens was
   * left by an earlier process, and is taken back at once instead of when nobody has touched it for 3 s.
   */
  readonly isSoleNode: boolean;
  /** Advances at once in this process; 16 by default. */
  readonly concurrency?: number;
  /** How long one advance may take before its signal aborts, in milliseconds; 120,000 by default. */
  readonly advanceWithinMs?: number;
  /** How long `stop` waits for what is under way, in ms, and 4 s more for a database that is away; 5,000 by default. */
  readonly stopWithinMs?: number;
}

/** How long a database that does not answer is waited for. */
const closeWithinMs = 2000;

/**
 * Opens the queue on the database and makes its tables where they are missing. It polls twice a second, for all
 * executions together, and looks at once when something that it knows of becomes due. Throws `database.…`.
 */
export async function openPgBossQueue(options: PgBossQueueOptions): Promise<PgBossQueue> {
  const { place, log, clock, isSoleNode } = options;
  const { concurrency = 16, advanceWithinMs = 120_000, stopWithinMs = 5000 } = options;
  await prepareQueue(place);
  const pool = openQueueConnections(place, 4);
  const jobs = openAdvanceJobs(pool);
  let running: { advancing: Advancing; worker: ReturnType<typeof createAdvanceWorker>; dues: DueTimes } | undefined;
  let stopping: Promise<void> | undefined;
  try {
    await jobs.open();
    if (isSoleNode) await jobs.takeBack(0, []);
  } catch (error) {
    await closeConnections(pool, closeWithinMs);
    throw databaseError("open the queue", error);
  }

  function committed(at: Date | undefined): void {
    const due = dueTimeOf(at, clock.now());
    if (due === "now") running?.worker.look();
    else running?.dues.add(due.getTime() - clock.now().getTime());
  }

  async function stop(): Promise<void> {
    running?.dues.stop();
    // What ends in time is put away or released; what does not stays ours until nobody has touched it for long.
    await running?.worker.stop(stopWithinMs);
    await jobs.close();
    await closeConnections(pool, closeWithinMs);
  }

  return {
    async start(advance: Advance) {
      if (running !== undefined || stopping !== undefined) throw new TypeError("a queue is started once");
      const advancing = createAdvancing(advance, advanceWithinMs);
      const worker = createAdvanceWorker({ jobs, advancing, log, concurrency, advanceWithinMs });
      running = { advancing, worker, dues: createDueTimes({ read: jobs.dueWithin, wake: worker.look }) };
      worker.start();
    },
    async enqueue(key, at) {
      try {
        await jobs.run(jobStatement(key, at, clock.now()));
      } catch (error) {
        throw databaseError(`ask for an advance of ${key.executionId}`, error);
      }
      committed(at);
    },
    statement: jobStatement,
    committed,
    stop: () => (stopping ??= stop()),
  };
}
