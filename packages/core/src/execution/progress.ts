import type { StepId } from "../runbook/index.ts";
import type { Execution, Plan, PlannedStep } from "./execution.ts";
import type { StepState } from "./step-state.ts";

const pending: StepState = { phase: "pending" };

/** The state of a step; `pending` while its turn has not come. */
export function stepState(execution: Execution, stepId: StepId): StepState {
  return execution.steps[stepId] ?? pending;
}

/** Whether a step needs nothing more. */
export function isDone({ phase }: StepState): boolean {
  return phase === "succeeded" || phase === "skipped" || phase === "previewed" || isUndone({ phase });
}

/** Whether the way back of a run has passed a step. */
export function isUndone({ phase }: Pick<StepState, "phase">): boolean {
  return phase === "rolled_back" || phase === "left_in_place";
}

/** Whether an execution has ended for good. */
export function isTerminal({ phase }: Pick<Execution, "phase">): boolean {
  return phase === "completed" || phase === "aborted" || phase === "rolled_back";
}

/** The only step that can move: the first that is not done, or, in a run that is taken back, the next to be undone. */
export function currentStep(execution: Execution, plan: Plan): PlannedStep | undefined {
  const { undo } = execution;
  if (undo === undefined) return plan.steps.find((step) => !isDone(stepState(execution, step.id)));
  const next = undo.steps.find((id) => !isUndone(stepState(execution, id)));
  return plan.steps.find(({ id }) => id === next);
}
