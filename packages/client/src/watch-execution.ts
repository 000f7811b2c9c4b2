import type { ExecutionUpdateWire, OutputEventWire } from "@steadyhand/api";
import { endpoints, pathOf } from "@steadyhand/api/endpoints";
import type { ServerEvent } from "./event-stream.ts";
import { type Connection, stayConnected, type WatchState } from "./stay-connected.ts";

export interface ExecutionWatcher {
  /**
   * Called for each stored change. With `isFull` the update holds every step and the output that follows
   * begins anew with what the running attempt has said so far: whatever was kept before is to be dropped.
   */
  onUpdate(update: ExecutionUpdateWire, info: { readonly isFull: boolean }): void;
  onOutput?(output: OutputEventWire): void;
  onState?(state: WatchState): void;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/** The server says something each 15 s. */
const silenceMs = 40_000;

/**
 * Watches one execution until its signal aborts. A lost connection is made again, later each time up to 10 s.
 * Rejects with the `ApiProblem` when the server itself says no (no such execution, signed out).
 */
export async function watchExecution(
  connection: Connection,
  executionId: string,
  watcher: ExecutionWatcher,
): Promise<void> {
  await stayConnected(connection, {
    ...{ doing: `watch ${executionId}`, what: executionId, silenceMs, signal: watcher.signal },
    hint: "It is made again by itself; what is shown may be out of date until then",
    path: () => pathOf(endpoints.watchExecution, { executionId }),
    begin: (live) => createReceiver(watcher, live),
    onState: (state) => watcher.onState?.(state),
  });
}

function createReceiver(watcher: ExecutionWatcher, live: () => void): (event: ServerEvent) => void {
  let isFull = true;
  return ({ type, data }) => {
    switch (type) {
      case "restart":
        isFull = true;
        return;
      case "execution": {
        const info = { isFull };
        isFull = false;
        if (info.isFull) live();
        watcher.onUpdate(JSON.parse(data), info);
        return;
      }
      case "output":
        watcher.onOutput?.(JSON.parse(data));
    }
  };
}
