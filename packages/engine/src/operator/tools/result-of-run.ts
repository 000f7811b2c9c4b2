import { type Execution, stepState } from "@steadyhand/core/execution";
import type { Caller, Snapshot } from "../../engine.ts";
import type { Given, ToolContext } from "./perform-tool.ts";

/** What a run of one step came to, once it rests. One that waits for a person is ended: who only looks asks nobody. */
export async function resultOf(started: Snapshot, caller: Caller, context: ToolContext): Promise<Given> {
  return sayResult(await untilItRests(started, caller, context), caller, context);
}

/** Until it has ended, or waits for somebody. */
function untilItRests(
  started: Snapshot,
  caller: Caller,
  { options: { engine }, signal }: ToolContext,
): Promise<Snapshot> {
  const { id } = started.execution;
  const rested = Promise.withResolvers<Snapshot>();
  const look = (snapshot: Snapshot) => {
    if (isAtRest(snapshot.execution)) rested.resolve(snapshot);
  };
  const unwatch = engine.watch(caller, id, { changed: look, output() {} });
  const giveUp = () => rested.reject(new Error(`${id} had not ended in time; see \`steady executions show ${id}\``));
  signal.addEventListener("abort", giveUp, { once: true });
  // It may have ended before it was watched.
  engine.get(caller, id).then(look, (error: unknown) => rested.reject(error));
  return rested.promise.finally(() => {
    unwatch();
    signal.removeEventListener("abort", giveUp);
  });
}

function isAtRest(execution: Execution): boolean {
  if (execution.phase !== "running") return true;
  return Object.values(execution.steps).some(
    (state) =>
      state.phase === "awaiting_approval" ||
      state.phase === "failed" ||
      state.phase === "rollback_available" ||
      (state.phase === "ready" && state.waitsFor === "hand"),
  );
}

async function sayResult({ execution, version }: Snapshot, caller: Caller, { options }: ToolContext): Promise<Given> {
  const [step] = version.plan.steps;
  const state = step === undefined ? undefined : stepState(execution, step.id);
  if (execution.phase !== "completed" && execution.phase !== "aborted") {
    const reason = "an investigation asked for it, and nobody is asked about what only looks";
    await options.engine.command(caller, execution.id, { type: "abort", reason });
  }
  if (state?.phase === "awaiting_approval" || state?.phase === "ready") {
    return refused(`the gate does not let it through without a person (${execution.id})`);
  }
  const outputs = await options.executions.listOutputs(caller.tenantId, execution.id);
  const text = outputs.map(({ result: { output } }) => [output.stdout, output.stderr].join("\n").trim()).join("\n");
  const status = state?.phase === "succeeded" ? "it ended with status 0" : `it did not succeed (${state?.phase})`;
  return { outcome: state?.phase === "succeeded" ? "answered" : "failed", text: `${status}\n${text}` };
}

export function refused(why: string): Given {
  return { outcome: "refused", text: `it was not run: ${why}` };
}
