import type { ExecutionWire } from "@steadyhand/api";
import type { ApiProblem, Client } from "@steadyhand/client";
import { asProblem } from "../api/index.ts";
import { createOutputCollector, type OutputCollector, type OutputText } from "../output/index.ts";
import { applyUpdate, asUpdate, type ExecutionView } from "./execution-store.ts";

/** An execution as it can be seen right now. */
export type Followed =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly problem: ApiProblem }
  | {
      readonly status: "ready";
      readonly view: ExecutionView;
      readonly blind?: { readonly since: Date; readonly problem: ApiProblem } | undefined;
    };

/** One execution, followed live until `stop`. */
export interface ExecutionFollower {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => Followed;
  /** What an answer of the API says, often sooner than the stream. */
  readonly take: (execution: ExecutionWire) => void;
  readonly subscribeOutput: (listener: () => void) => () => void;
  /** What an attempt that runs has written so far. */
  readonly readOutput: (stepId: string, attempt: number) => OutputText;
  readonly stop: () => void;
}

export const loading: Followed = { status: "loading" };
const nothingWritten: OutputText = { lines: [], droppedLines: 0, characters: 0 };
/** Output may come in thousands of pieces a second; it is drawn this often. */
const drawEachMs = 80;

export function followExecution(client: Pick<Client, "watchExecution">, executionId: string): ExecutionFollower {
  const ended = new AbortController();
  const changed = createListeners();
  const written = createListeners();
  let state: Followed = loading;
  let outputs = new Map<string, OutputCollector>();
  let drawing: ReturnType<typeof setTimeout> | undefined;

  function become(next: Followed): void {
    if (next === state) return;
    state = next;
    changed.tell();
  }

  function show(update: ReturnType<typeof asUpdate>, info: { readonly isFull: boolean }): void {
    const before = state.status === "ready" ? state : undefined;
    const view = applyUpdate(before?.view, update, info);
    if (view !== undefined && view !== before?.view) become({ status: "ready", view, blind: before?.blind });
  }

  function drawSoon(): void {
    drawing ??= setTimeout(() => {
      drawing = undefined;
      written.tell();
    }, drawEachMs);
  }

  client
    .watchExecution(executionId, {
      signal: ended.signal,
      onUpdate(update, info) {
        if (info.isFull) {
          outputs = new Map();
          drawSoon();
        }
        show(update, info);
      },
      onOutput({ stepId, attempt, stream, text }) {
        const key = `${stepId}/${attempt}`;
        const collector = outputs.get(key) ?? createOutputCollector();
        outputs.set(key, collector);
        collector.push(stream, text);
        drawSoon();
      },
      onState(watch) {
        if (state.status === "ready") {
          const since = state.blind?.since ?? new Date();
          become({ ...state, blind: watch.isLive ? undefined : { since, problem: watch.problem } });
        } else if (!watch.isLive) become({ status: "failed", problem: watch.problem });
      },
    })
    .catch((cause: unknown) => become({ status: "failed", problem: asProblem(cause) }));

  return {
    subscribe: changed.add,
    read: () => state,
    take: (execution) => show(asUpdate(execution), { isFull: true }),
    subscribeOutput: written.add,
    readOutput: (stepId, attempt) => outputs.get(`${stepId}/${attempt}`)?.read() ?? nothingWritten,
    stop() {
      ended.abort();
      clearTimeout(drawing);
    },
  };
}

function createListeners() {
  const listeners = new Set<() => void>();
  return {
    add(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell() {
      for (const listener of listeners) listener();
    },
  };
}
