import type { Engine, ExecutionStore, StopExecutions } from "@steadyhand/engine";

/**
 * Stores what a press does to every open run of every tenant. Those that have stopped already stay as they are. One that
 * cannot be stopped keeps no other from it; what went wrong with the first of them is thrown at the end.
 */
export function stopExecutions(
  executions: Pick<ExecutionStore, "listOpen">,
  engine: Pick<Engine, "stopForPanic">,
): StopExecutions {
  return async ({ by, reason }, only) => {
    const failures: unknown[] = [];
    // Of what cannot be read nothing can be begun either.
    for (const { tenantId, id, phase, pausedBy } of await executions.listOpen(() => {})) {
      // By another node, or by the press before: without a transaction each, for there may be many.
      const hasStopped = phase === "paused" && pausedBy === "panic";
      const isMeant = only === undefined || only.has(id);
      if (!isMeant || hasStopped) continue;
      try {
        await engine.stopForPanic({ tenantId, actor: by }, id, reason);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };
}
