import type { ExecutionWire, OutputEventWire } from "@steadyhand/api";
import type { Client, WatchState } from "@steadyhand/client/node";

/** An execution as it is now, kept fresh by the server. */
export interface LiveExecution {
  current(): ExecutionWire;
  /** Takes what a command answered, unless something newer came meanwhile. */
  take(execution: ExecutionWire): void;
  /** Resolves at the next change, or at once when the state is not `seen` any more. Rejects when the watch fails. */
  changedFrom(seen: ExecutionWire, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Follows an execution over the server's event stream. */
export function watchLive(
  client: Client,
  first: ExecutionWire,
  on: {
    readonly changed: (execution: ExecutionWire) => void;
    readonly output: (output: OutputEventWire) => void;
    /** The stream began anew: output comes again from the start of the running attempt. */
    readonly restarted: () => void;
    readonly state: (state: WatchState) => void;
  },
): LiveExecution {
  let current = first;
  let failure: unknown;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const resolve of [...waiting]) resolve();
  };
  const take = (execution: ExecutionWire) => {
    if (execution.sequence < current.sequence) return;
    current = execution;
    on.changed(execution);
    wake();
  };
  const stop = new AbortController();
  const watching = client
    .watchExecution(first.id, {
      signal: stop.signal,
      onUpdate({ head, steps }, { isFull }) {
        if (isFull) on.restarted();
        take({ ...head, steps: isFull ? steps : replace(current.steps, steps) });
      },
      onOutput: on.output,
      onState: on.state,
    })
    .catch((error: unknown) => {
      failure = error;
      wake();
    });
  return {
    current: () => current,
    take,
    async changedFrom(seen, signal) {
      if (failure === undefined && current === seen && !signal?.aborted) await nextWake(waiting, signal);
      if (failure !== undefined) throw failure;
    },
    async close() {
      stop.abort();
      await watching;
    },
  };
}

function nextWake(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    waiting.add(wake);
    signal?.addEventListener("abort", wake);
  });
}

function replace(steps: ExecutionWire["steps"], changed: ExecutionWire["steps"]): ExecutionWire["steps"] {
  const byId = new Map(changed.map((step) => [step.id, step]));
  return steps.map((step) => byId.get(step.id) ?? step);
}
