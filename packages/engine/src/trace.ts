import { AsyncLocalStorage } from "node:async_hooks";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { ExecutionStore } from "./ports.ts";

/** What is being done in this call and all that it awaits belongs to one trace. */
const courses = new AsyncLocalStorage<string | undefined>();

/** Runs something as part of a trace (32 hex digits, W3C trace context), or of none. */
export function inTrace<Result>(traceId: string | undefined, run: () => Result): Result {
  return courses.run(traceId, run);
}

/** The trace that runs now. */
export function currentTrace(): string | undefined {
  return courses.getStore();
}

/** Events as they will be sealed: with the trace that runs now, where they do not name theirs already. */
export function traced(drafts: readonly AuditEventDraft[]): readonly AuditEventDraft[] {
  const traceId = currentTrace();
  return traceId === undefined ? drafts : drafts.map((draft) => ({ traceId, ...draft }));
}

/** So many executions at most are remembered with their trace: those that were last asked for something. */
const mostRemembered = 10_000;

/**
 * What an execution does by itself bears the trace of the request that last asked something of it in this process. Another
 * process that takes it over does not know it, and leaves it out.
 */
export function followTraces(executions: ExecutionStore): ExecutionStore {
  const last = new Map<string, string>();
  const courseOf = (tenantId: string, executionId: string): string | undefined => {
    const [key, traceId] = [`${tenantId}/${executionId}`, currentTrace()];
    if (traceId === undefined) return last.get(key);
    // Set anew, so that it stands behind all that were asked for something before.
    last.delete(key);
    last.set(key, traceId);
    const [oldest] = last.keys();
    if (last.size > mostRemembered && oldest !== undefined) last.delete(oldest);
    return traceId;
  };
  return {
    ...executions,
    create: (execution, events) =>
      inTrace(courseOf(execution.tenantId, execution.id), () => executions.create(execution, events)),
    transition: (key, decide) =>
      inTrace(courseOf(key.tenantId, key.executionId), () => executions.transition(key, decide)),
  };
}
