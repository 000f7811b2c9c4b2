import type { StepId } from "../runbook/index.ts";
import type { Effect } from "./events.ts";
import type { Execution, Plan, PlannedStep, StepState } from "./execution.ts";

const pending: StepState = { phase: "pending" };

/** The state of a step; `pending` while its turn has not come. */
export function stepState(execution: Execution, stepId: StepId): StepState {
  return execution.steps[stepId] ?? pending;
}

/** Whether a step needs nothing more. */
export function isDone({ phase }: StepState): boolean {
  return phase === "succeeded" || phase === "skipped";
}

/** Whether an execution has ended for good. */
export function isTerminal({ phase }: Execution): boolean {
  return phase === "completed" || phase === "aborted";
}

/** The first step that is not done: the only one that can move. */
export function currentStep(execution: Execution, plan: Plan): PlannedStep | undefined {
  return plan.steps.find((step) => !isDone(stepState(execution, step.id)));
}

/**
 * What a stored execution still owes the world. The state is its own outbox: after a crash the engine
 * reads these again instead of trusting that they were carried out.
 */
export function owedEffects(execution: Execution): Effect[] {
  if (isTerminal(execution)) return [];
  return (Object.entries(execution.steps) as [StepId, StepState][]).flatMap(([stepId, step]): Effect[] => {
    switch (step.phase) {
      case "ready":
        return step.waitsFor === "proposal" && execution.phase === "running"
          ? [{ type: "propose", stepId, purpose: "forward" }]
          : [];
      case "awaiting_approval":
        return [{ type: "wake", at: step.approval.request.expiresAt, stepId }];
      case "running":
      case "rolling_back": {
        const { attemptId, proposalBytes: bytes, digest } = step;
        const dispatch: Effect = { type: "dispatch", attemptId, stepId, bytes, digest };
        return execution.abortAsked ? [dispatch, { type: "cancel", attemptId }] : [dispatch];
      }
      case "verifying":
        return [{ type: "verify", stepId }];
      default:
        return [];
    }
  });
}
