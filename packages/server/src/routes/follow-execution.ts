import type { ExecutionUpdateWire } from "@steadyhand/api";
import { currentStep } from "@steadyhand/core/execution";
import type { Caller, Engine, LiveOutput, Snapshot } from "@steadyhand/engine";
import type { ServerLog } from "../log.ts";
import { presentHead } from "../present/execution.ts";
import { presentLiveOutput } from "../present/output.ts";
import { type Inspect, presentStep, stepMark } from "../present/step.ts";
import type { EventStream, StreamEvent } from "./event-stream.ts";

interface Following {
  readonly engine: Pick<Engine, "get" | "watch" | "outputSoFar">;
  readonly caller: Caller;
  readonly first: Snapshot;
  readonly stream: EventStream;
  readonly inspect: Inspect;
  readonly log: ServerLog;
}

/**
 * Sends an execution, then only the steps that changed, and the output as it comes, until the returned
 * function is called. A reader that was too slow gets `restart` and everything anew instead of what it missed.
 */
export function followExecution({ engine, caller, first, stream, inspect, log }: Following): () => void {
  const { id } = first.execution;
  let marks = new Map<string, string>();
  let latest = first;

  function sendChanges(snapshot: Snapshot) {
    latest = snapshot;
    const { wire, marks: next } = changesSince(marks, snapshot, inspect);
    if (stream.send({ type: "execution", data: wire })) marks = next;
  }

  function sendAll(before: readonly StreamEvent[]) {
    const { wire, marks: next } = changesSince(new Map(), latest, inspect);
    marks = next;
    const outputs = engine.outputSoFar(caller, id).map(outputEvent);
    stream.sendTogether([...before, { type: "execution", data: wire }, ...outputs]);
  }

  function changed(snapshot: Snapshot) {
    // News of a transition that was stored before the one we show may still arrive after it.
    if (snapshot.execution.sequence > latest.execution.sequence) guarded(() => sendChanges(snapshot));
  }

  const unwatch = engine.watch(caller, id, {
    changed,
    output: (output) => guarded(() => stream.send(outputEvent(output))),
  });

  /** What goes wrong in one view must not reach the engine. */
  function guarded(send: () => unknown) {
    try {
      send();
    } catch (error) {
      log.error({ err: error, executionId: id }, "a live view failed");
      stream.end();
    }
  }

  stream.onCaughtUp(() => guarded(() => sendAll([{ type: "restart", data: {} }])));
  guarded(() => sendAll([]));
  // What was stored after `first` was read and before the watch began would otherwise never be shown.
  engine.get(caller, id).then(changed, (error: unknown) => {
    log.error({ err: error, executionId: id }, "a live view could not be brought up to date");
    stream.end();
  });
  return unwatch;
}

function outputEvent(output: LiveOutput): StreamEvent {
  return { type: "output", data: presentLiveOutput(output) };
}

function changesSince(
  before: ReadonlyMap<string, string>,
  snapshot: Snapshot,
  inspect: Inspect,
): { readonly wire: ExecutionUpdateWire; readonly marks: Map<string, string> } {
  const { plan } = snapshot.version;
  const currentId = currentStep(snapshot.execution, plan)?.id;
  const marks = new Map(plan.steps.map((step) => [step.id as string, stepMark(snapshot, step, currentId)]));
  const changed = plan.steps.filter(({ id }) => before.get(id) !== marks.get(id));
  return {
    wire: { head: presentHead(snapshot), steps: changed.map((step) => presentStep(snapshot, step, inspect)) },
    marks,
  };
}
