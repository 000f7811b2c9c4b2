import { type Absence, absent } from "../call/absence.ts";
import { endedBy } from "../call/ended-by.ts";
import { waitAtMost } from "../call/wait.ts";
import type { TaskConfig } from "../config/model-config.ts";
import type { ModelClock, ModelLog, ModelTask } from "../ports.ts";

/** Holds what one task does to its time limit, and knows what goes on after an answer was given. */
export interface Deadline {
  /** Everything within one limit. Whatever is thrown on the way means that there is no answer. */
  within<Result>(
    signal: AbortSignal,
    work: (signal: AbortSignal, deadline: Date) => Promise<Result>,
    instead: (absence: Absence) => Result,
  ): Promise<Result>;
  /** Has `settled` wait for this too. */
  follow<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves when nothing goes on any more, or soon. */
  settled(): Promise<void>;
}

const longestFarewellMs = 2000;

export function createDeadline({
  name,
  task,
  clock,
  log,
}: {
  readonly name: ModelTask;
  readonly task: TaskConfig;
  readonly clock: ModelClock;
  readonly log: ModelLog;
}): Deadline {
  /** Calls that are being ended, answers that are being kept. */
  const underway = new Set<Promise<unknown>>();

  function follow<Result>(work: Promise<Result>): Promise<Result> {
    // Whoever started it hears of its failure.
    const done: Promise<unknown> = work.catch(() => undefined).finally(() => underway.delete(done));
    underway.add(done);
    return work;
  }

  return {
    follow,
    async within<Result>(
      signal: AbortSignal,
      work: (signal: AbortSignal, deadline: Date) => Promise<Result>,
      instead: (absence: Absence) => Result,
    ): Promise<Result> {
      const deadline = new Date(clock.now().getTime() + task.timeoutMs);
      const late = new AbortController();
      const stop = clock.at(deadline, () => {
        late.abort(absent("timed_out", `no answer within ${task.timeoutMs / 1000} s`));
      });
      const either = AbortSignal.any([signal, late.signal]);
      const ended = Promise.withResolvers<Result>();
      const end = () => ended.resolve(instead(endedBy(either)));
      either.addEventListener("abort", end, { once: true });
      try {
        return await Promise.race([follow(work(either, deadline)), ended.promise]);
      } catch (error) {
        log.error({ task: name, provider: task.provider.name, error }, "the model could not be asked");
        return instead(
          absent("failed", "the budget could not be read or the question not be sent: see the server's log"),
        );
      } finally {
        either.removeEventListener("abort", end);
        stop();
      }
    },
    settled: () => waitAtMost(clock, longestFarewellMs, Promise.all(underway)),
  };
}
