import type { StepId } from "../runbook/index.ts";
import type { ExecutionEvent } from "./events.ts";
import type { Execution } from "./execution.ts";
import { isTerminal } from "./progress.ts";
import type { StepState } from "./step-state.ts";

/**
 * What has become due of a stored execution by now; `undefined` when nothing has. Whoever wakes an execution up asks this:
 * a timer that fires early, late, twice or for what is long over does no harm.
 */
export function dueEvent(execution: Execution, now: Date): ExecutionEvent | undefined {
  if (isTerminal(execution)) return undefined;
  const entries = Object.entries(execution.steps) as [StepId, StepState][];
  for (const [stepId, state] of entries) {
    const due = dueOf(execution, stepId, state);
    if (due && now >= due.at) return due.event;
  }
  return undefined;
}

/** What waits for a time, and what happens then. While it is paused nothing new starts, so that waits too. */
export function dueOf(
  { phase }: Execution,
  stepId: StepId,
  state: StepState,
): { readonly at: Date; readonly event: ExecutionEvent } | undefined {
  switch (state.phase) {
    case "awaiting_approval":
      return { at: state.approval.request.expiresAt, event: { type: "approval_expired", stepId } };
    case "lost_contact":
      return { at: state.until, event: { type: "contact_overdue", stepId } };
    case "settling":
      return phase === "paused" ? undefined : { at: state.until, event: { type: "settled", stepId } };
    case "ready":
      if (state.waitsFor !== "retry" || phase === "paused") return undefined;
      return { at: state.at, event: { type: "retry_due", stepId } };
    default:
      return undefined;
  }
}
