import { dueEvent, type Execution, owedEffects } from "@steadyhand/core/execution";
import { OpsError } from "@steadyhand/core/outcome";
import type { Advance } from "./advance-queue.ts";
import type { Conductor } from "./conductor.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { ExecutionKey } from "./ports.ts";

/** What the queue calls: whatever has become due of an execution happens, and what it owes is done. */
export function createAdvance(
  { apply }: Pick<Conductor, "apply">,
  {
    clock,
    executions,
    queue,
  }: Pick<EngineOptions, "clock" | "queue"> & {
    readonly executions: Pick<EngineOptions["executions"], "get">;
  },
): Advance {
  /** The queue has come too early by our clock, and what it holds of this is used up: it is asked once more. */
  async function askAgain(key: ExecutionKey): Promise<void> {
    const execution = await executions.get(key.tenantId, key.executionId);
    const at = nextWakeMs(execution);
    const isFirstLook = clock.now().getTime() - execution.startedAt.getTime() < firstLooksMs;
    if (at === undefined || isFirstLook) return;
    // Early by so much, it comes late enough when it is asked for so much later by its own clock.
    const earlyMs = Math.max(1, at - clock.now().getTime());
    await queue?.enqueue(key, new Date(at + earlyMs));
  }

  return async (key) => {
    let isEarly = false;
    try {
      await apply(key, {
        event(execution) {
          const due = dueEvent(execution, clock.now());
          isEarly = due === undefined;
          return due;
        },
      });
    } catch (error) {
      // It has ended, or somebody was there before: then nothing is due any more.
      if (!(error instanceof OpsError && (error.kind === "refused" || error.kind === "not_found"))) throw error;
      if (isEarly) await askAgain(key);
    }
  };
}

/** A new execution is looked at a moment after it was stored: that look used up none of the times its state asked for. */
const firstLooksMs = 30_000;

function nextWakeMs(execution: Execution): number | undefined {
  const wakes = owedEffects(execution).flatMap((effect) => (effect.type === "wake" ? [effect.at.getTime()] : []));
  return wakes.length === 0 ? undefined : Math.min(...wakes);
}
