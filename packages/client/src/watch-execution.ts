import type { ExecutionUpdateWire, OutputEventWire } from "@steadyhand/api";
import { endpoints, pathOf } from "@steadyhand/api/endpoints";
import { ApiProblem, readProblem } from "./api-problem.ts";
import { createEventReader, type ServerEvent } from "./event-stream.ts";
import type { Transport } from "./transport.ts";

/** Whether what is shown is fresh. Not live is blind: nothing is known of what happens meanwhile. */
export type WatchState =
  | { readonly isLive: true }
  | { readonly isLive: false; readonly problem: ApiProblem; readonly retryInMs: number };

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

/** The server says something each 15 s. Silence for longer than this is a lost connection. */
const silenceMs = 40_000;
const firstRetryMs = 250;
const lastRetryMs = 10_000;

/**
 * Watches one execution until its signal aborts. A lost connection is made again, later each time up to 10 s.
 * Rejects with the `ApiProblem` when the server itself says no (no such execution, signed out).
 */
export async function watchExecution(
  connection: { readonly transport: Transport; readonly headers: Readonly<Record<string, string>> },
  executionId: string,
  watcher: ExecutionWatcher,
): Promise<void> {
  const { signal } = watcher;
  let retryMs = firstRetryMs;
  while (!signal.aborted) {
    const problem = await follow(connection, executionId, watcher, () => {
      retryMs = firstRetryMs;
    });
    if (signal.aborted) return;
    // 4xx is an answer, not a lost connection: asking again would give the same one.
    if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) throw problem;
    watcher.onState?.({ isLive: false, problem, retryInMs: retryMs });
    await pause(retryMs, signal);
    retryMs = Math.min(retryMs * 2, lastRetryMs);
  }
}

async function follow(
  { transport, headers }: Parameters<typeof watchExecution>[0],
  executionId: string,
  watcher: ExecutionWatcher,
  onLive: () => void,
): Promise<ApiProblem> {
  const silence = new AbortController();
  const signal = AbortSignal.any([watcher.signal, silence.signal]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  heard();
  try {
    const path = pathOf(endpoints.watchExecution, { executionId });
    const asked = { method: "GET", path, headers: { ...headers, accept: "text/event-stream" }, signal };
    const response = await transport(asked);
    if (response.status !== 200) {
      return readProblem(`watch ${executionId}`, response.status, await response.text());
    }
    const read = createEventReader();
    const receive = createReceiver(watcher, onLive);
    for await (const chunk of response.chunks()) {
      heard();
      for (const event of read(chunk)) receive(event);
    }
    return lost(executionId, undefined);
  } catch (cause) {
    if (cause instanceof ApiProblem) return cause;
    // What a watcher throws is its own mistake: connecting again would only repeat it.
    if (cause instanceof WatcherError) throw cause.cause;
    return lost(executionId, cause);
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

class WatcherError extends Error {}

function createReceiver(watcher: ExecutionWatcher, onLive: () => void): (event: ServerEvent) => void {
  let isFull = true;
  return ({ type, data }) => {
    try {
      switch (type) {
        case "restart":
          isFull = true;
          return;
        case "execution": {
          const info = { isFull };
          isFull = false;
          if (info.isFull) {
            onLive();
            watcher.onState?.({ isLive: true });
          }
          watcher.onUpdate(JSON.parse(data), info);
          return;
        }
        case "output":
          watcher.onOutput?.(JSON.parse(data));
      }
    } catch (cause) {
      throw new WatcherError("a watcher failed", { cause });
    }
  };
}

function lost(executionId: string, cause: unknown): ApiProblem {
  return new ApiProblem(`Lost the live view of ${executionId}: the connection ended`, {
    status: 0,
    code: "server.connection_lost",
    hint: "It is made again by itself; what is shown may be out of date until then",
    cause,
  });
}

function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    signal.addEventListener("abort", end);
  });
}
