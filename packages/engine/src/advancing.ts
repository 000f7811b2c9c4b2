import { OpsError } from "@steadyhand/core/outcome";
import type { Advance } from "./advance-queue.ts";
import type { ExecutionKey } from "./ports.ts";

/** The advances that are under way in this process: one at a time for each execution, each with an end. */
export interface Advancing {
  /**
   * Advances `key`. Throws `queue.under_way` while another of the same execution has not ended, `queue.stopping` once
   * stopped, and what the advance throws. `signal` aborts it too: whoever asked does not wait for it any more.
   */
  run(key: ExecutionKey, signal?: AbortSignal): Promise<void>;
  /** Aborts what is under way and waits for its end, at most `withinMs`; twice without harm. */
  stop(withinMs: number): Promise<void>;
}

/** An advance whose `signal` has aborted after `withinMs` is not forgotten: until it ends, its execution is its own. */
export function createAdvancing(advance: Advance, withinMs: number): Advancing {
  const underWay = new Map<string, Promise<unknown>>();
  const stop = new AbortController();

  async function runOnce(key: ExecutionKey, signal: AbortSignal | undefined): Promise<void> {
    const tooLong = new AbortController();
    const timer = setTimeout(() => tooLong.abort(tookTooLong(key, withinMs)), withinMs);
    try {
      await advance(key, AbortSignal.any([stop.signal, tooLong.signal, ...(signal ? [signal] : [])]));
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async run(key, signal) {
      const name = `${key.tenantId}/${key.executionId}`;
      if (stop.signal.aborted) throw isStopping(key);
      if (underWay.has(name)) throw isUnderWay(key);
      const running = runOnce(key, signal);
      underWay.set(name, running);
      try {
        await running;
      } finally {
        underWay.delete(name);
      }
    },
    async stop(mostMs) {
      stop.abort(new Error("the queue is stopping"));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, mostMs);
      });
      await Promise.race([Promise.allSettled(underWay.values()), late]);
      clearTimeout(timer);
    },
  };
}

function isUnderWay({ executionId }: ExecutionKey): OpsError {
  return new OpsError(`Cannot advance ${executionId}: this process is still advancing it`, {
    kind: "unavailable",
    code: "queue.under_way",
  });
}

function isStopping({ executionId }: ExecutionKey): OpsError {
  return new OpsError(`Cannot advance ${executionId}: its queue is stopping`, {
    kind: "unavailable",
    code: "queue.stopping",
  });
}

function tookTooLong({ executionId }: ExecutionKey, withinMs: number): OpsError {
  return new OpsError(`Cannot advance ${executionId}: it took longer than ${withinMs} ms`, {
    kind: "unavailable",
    code: "queue.too_long",
  });
}
