import { startLab } from "../../labs/ratelimiter/lab.ts";
import { isLabFault, labFaults } from "../../labs/ratelimiter/lab-faults.ts";
import { subjectFileOf } from "../../labs/ratelimiter/subject-config.ts";
import { fileOf, type OpenLab } from "./open-lab.ts";

const struck = "node-2";
/** Of the whole: it strikes the Redis that all share. */
const ofRedis: readonly string[] = ["redis_gone", "redis_hung"];
/** Everything shares one machine, whose processes now and then stand still together; the slow path takes half a second at least. */
const thresholds = { p99Ms: 400 };
/** A lab's own, in which everybody waits for a Redis that hangs. */
const answerWithinMs = 1_500;
const showsAfterMs: Readonly<Record<string, number>> = {
  redis_hung: 2 * answerWithinMs,
  // The copy counts the node's own requests, two a second, and never what leaves the window: so long until it is off by more than five.
  cache_stale: 3_000,
};

export async function openRateLimiterLab(everyMs: number): Promise<OpenLab> {
  const lab = await startLab({ rps: 60 });
  return {
    file: fileOf(subjectFileOf(lab), everyMs, { thresholds }),
    cases: Object.keys(labFaults)
      .filter(isLabFault)
      .map((fault) => ({
        ...{
          fault,
          on: ofRedis.includes(fault) ? "redis" : struck,
          cause: fault,
          showsAfterMs: showsAfterMs[fault] ?? 0,
        },
        begin: () => lab.inject(fault, struck),
        end: () => lab.undo(fault, struck),
      })),
    stop: () => lab.stop(),
  };
}
