import { OpsError, type Refusal } from "@steadyhand/core/outcome";
import type { EngineOptions } from "./engine-options.ts";
import { panicRefusal } from "./panic.ts";
import type { Runner } from "./ports.ts";

/**
 * The second lock on the only door to a target. The gate has judged, a person has approved and the record is written;
 * between then and now panic may have been pressed. Asked synchronously, with nothing awaited before the runner has it.
 */
export function lockDoor({
  runner,
  panic,
  whyNoStart = () => whyPanicStopsIt(panic),
}: Pick<EngineOptions, "runner" | "panic" | "whyNoStart">): Runner {
  return {
    ...runner,
    async start(order, listener) {
      const refusal = whyNoStart();
      if (refusal !== undefined) throw closed(`Cannot start attempt ${order.attemptId}`, refusal);
      return runner.start(order, listener);
    },
    async resume(attemptId) {
      const refusal = whyPanicStopsIt(panic);
      if (refusal !== undefined) throw closed(`Cannot resume attempt ${attemptId}`, refusal);
      return runner.resume(attemptId);
    },
  };
}

function closed(cannot: string, { code, message, hint }: Refusal): OpsError {
  return new OpsError(`${cannot}: ${message}`, { kind: "refused", code, ...(hint !== undefined && { hint }) });
}

function whyPanicStopsIt(panic: EngineOptions["panic"]): Refusal | undefined {
  const state = panic();
  return state.isOn ? panicRefusal(state) : undefined;
}
