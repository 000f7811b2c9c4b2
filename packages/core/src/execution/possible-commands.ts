import type { Execution, Plan, PlannedStep } from "./execution.ts";
import { currentStep, isTerminal, stepState } from "./progress.ts";

export type StepCommandName = "approve" | "reject" | "edit" | "skip" | "done" | "retry" | "roll_back" | "answer";
export type ExecutionCommandName = "pause" | "resume" | "abort";

/** What a person can do with a step now. Asking for anything else is refused with the reason. */
export function possibleStepCommands(execution: Execution, plan: Plan, step: PlannedStep): readonly StepCommandName[] {
  if (isTerminal(execution) || currentStep(execution, plan)?.id !== step.id || execution.abortAsked) return [];
  const state = stepState(execution, step.id);
  switch (state.phase) {
    case "ready":
      if (state.waitsFor === "condition") return ["answer", "skip"];
      return state.waitsFor === "hand" ? ["done", "edit", "skip"] : ["edit", "skip"];
    case "awaiting_approval":
      return state.purpose === "forward" ? ["approve", "reject", "edit", "skip"] : ["approve", "reject"];
    case "failed":
      return ["retry", "edit", "done", "skip"];
    case "rollback_available":
      return ["roll_back", "retry", "edit", "done", "skip"];
    case "manual_intervention":
      return step.rollback ? ["done", "retry", "roll_back", "edit", "skip"] : ["done", "retry", "edit", "skip"];
    default:
      return [];
  }
}

/** What a person can do with the whole execution now. */
export function possibleExecutionCommands(execution: Execution): readonly ExecutionCommandName[] {
  if (isTerminal(execution) || execution.abortAsked) return [];
  return execution.phase === "paused" ? ["resume", "abort"] : ["pause", "abort"];
}
