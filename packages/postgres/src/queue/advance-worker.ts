import type { Advancing } from "@steadyhand/engine";
import type { PostgresLog } from "../embedded/index.ts";
import type { AdvanceJobs, HeldJob } from "./advance-jobs.ts";

export interface AdvanceWorkerOptions {
  readonly jobs: AdvanceJobs;
  readonly advancing: Advancing;
  readonly log: PostgresLog;
  readonly concurrency: number;
  readonly advanceWithinMs: number;
}

const pollMs = 500;
/** Held jobs are touched this often, and those of others that were not touched for `lapsedMs` are taken back. */
const touchMs = 1000;
const lapsedMs = 3000;
/** An advance that has not ended so long after its signal was aborted is no longer ours alone. */
const graceMs = 10_000;
/** What cannot be stored at the end, because the database does not answer, is taken back by whoever comes next. */
const storeWithinMs = 2000;

/** Takes what is due, has it advanced, and puts it away. */
export function createAdvanceWorker({ jobs, advancing, log, concurrency, advanceWithinMs }: AdvanceWorkerOptions) {
  /** Every job that this process holds, and since when. */
  const held = new Map<HeldJob, number>();
  const underWay = new Set<HeldJob>();
  const done: HeldJob[] = [];
  const unfinished: HeldJob[] = [];
  let puttingAway: Promise<void> | undefined;
  let isStopping = false;
  let isAway = false;
  let looks = 0;
  let wake = () => {};
  let polling: Promise<void> = Promise.resolve();
  let tending: NodeJS.Timeout | undefined;

  /** Says once that the database is away, and once that it is back. */
  async function tried<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      const result = await work();
      if (isAway) log.info({}, "the queue reaches its database again");
      isAway = false;
      return result;
    } catch (error) {
      if (!isAway && !isStopping) log.error({ error }, "the queue cannot reach its database: it keeps trying");
      isAway = true;
      return undefined;
    }
  }

  async function poll(): Promise<void> {
    while (!isStopping) {
      const seen = looks;
      const free = concurrency - underWay.size;
      const taken = free > 0 ? await tried(() => jobs.take(free)) : [];
      for (const job of taken ?? []) void advance(job);
      if (done.length > 0) putAway();
      const isFull = taken !== undefined && taken.length === free;
      if (seen !== looks || (isFull && underWay.size < concurrency)) continue;
      await sleep(pollMs);
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function look(): void {
    looks++;
    wake();
  }

  async function advance(job: HeldJob): Promise<void> {
    held.set(job, performance.now());
    underWay.add(job);
    try {
      await advancing.run(job.data);
      done.push(job);
    } catch (error) {
      await keepForLater(job, error);
    }
    underWay.delete(job);
    if (done.length > 0) putAway();
    // Those that found no room wait for this.
    if (underWay.size === concurrency - 1) look();
  }

  async function keepForLater(job: HeldJob, error: unknown): Promise<void> {
    if (isStopping) {
      unfinished.push(job);
      return;
    }
    const { executionId } = job.data;
    log.error({ executionId, tries: job.retryCount + 1, error }, "advancing an execution failed: it is tried again");
    // Not stored: then it is not touched any more either, and is taken back.
    await tried(() => jobs.failed(job));
    held.delete(job);
  }

  /** Those that end while others are put away go together after them. */
  function putAway(): void {
    puttingAway ??= putAllAway().finally(() => {
      puttingAway = undefined;
    });
  }

  async function putAllAway(): Promise<void> {
    while (done.length > 0) {
      const now = done.splice(0);
      const isStored = await tried(async () => {
        await jobs.putAway(now);
        return true;
      });
      if (isStored) for (const job of now) held.delete(job);
      else {
        done.push(...now);
        return;
      }
    }
  }

  async function tend(): Promise<void> {
    const oldest = performance.now() - advanceWithinMs - graceMs;
    const ours = [...held].filter(([, since]) => since > oldest).map(([job]) => job);
    if (ours.length > 0) await tried(() => jobs.touch(ours));
    const back = await tried(() => jobs.takeBack(lapsedMs, [...held.keys()]));
    if (back) {
      log.info({ jobs: back }, "took back what another process was advancing when it fell silent");
      look();
    }
  }

  function tendAgain(): void {
    if (isStopping) return;
    tending = setTimeout(() => void tend().finally(tendAgain), touchMs).unref();
  }

  return {
    start(): void {
      polling = poll();
      tendAgain();
    },
    /** Looks for what is due now, instead of at the next poll. */
    look,
    async stop(withinMs: number): Promise<void> {
      isStopping = true;
      clearTimeout(tending);
      wake();
      await advancing.stop(withinMs);
      await Promise.race([storeEnds(), new Promise((resolve) => setTimeout(resolve, storeWithinMs).unref())]);
    },
  };

  async function storeEnds(): Promise<void> {
    await polling;
    await puttingAway;
    await putAllAway();
    if (unfinished.length > 0) await tried(() => jobs.release(unfinished));
  }
}
