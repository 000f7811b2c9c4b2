import { unreachable } from "../outcome/index.ts";
import type { Execution, Plan, PlannedStep } from "./execution.ts";
import { isMoving } from "./is-moving.ts";
import { currentStep, isTerminal, stepState } from "./progress.ts";
import type { StepState } from "./step-state.ts";

export type StepCommandName = "approve" | "reject" | "edit" | "skip" | "done" | "retry" | "roll_back" | "answer";
export type ExecutionCommandName = "pause" | "resume" | "abort" | "roll_back_run";

/** What a person can do with a step now. Asking for anything else is refused with the reason. */
export function possibleStepCommands(execution: Execution, plan: Plan, step: PlannedStep): readonly StepCommandName[] {
  if (isTerminal(execution) || currentStep(execution, plan)?.id !== step.id || execution.abortAsked) return [];
  const state = stepState(execution, step.id);
  if (execution.undo) return onTheWayBack(state, step);
  switch (state.phase) {
    case "ready":
      return whileReady(state.waitsFor);
    case "awaiting_approval":
      return state.purpose === "forward" ? ["approve", "reject", "edit", "skip"] : ["approve", "reject"];
    case "failed":
      return ["retry", "edit", "done", "skip"];
    case "rollback_available":
      return ["roll_back", "retry", "edit", "done", "skip"];
    case "manual_intervention":
      return step.rollback ? ["done", "retry", "roll_back", "edit", "skip"] : ["done", "retry", "edit", "skip"];
    case "settling":
      return step.rollback && execution.phase !== "paused" ? ["roll_back"] : [];
    default:
      return [];
  }
}

function whileReady(waitsFor: (StepState & { readonly phase: "ready" })["waitsFor"]): readonly StepCommandName[] {
  switch (waitsFor) {
    case "condition":
      return ["answer", "skip"];
    case "hand":
      return ["done", "edit", "skip"];
    case "retry":
      return ["retry", "edit", "skip"];
    case "proposal":
    case "rollback_proposal":
      return ["edit", "skip"];
    default:
      return unreachable(waitsFor);
  }
}

/** In a run that is taken back a step is undone, said to be undone, or let stand. */
function onTheWayBack({ phase }: StepState, { rollback }: PlannedStep): readonly StepCommandName[] {
  if (phase === "awaiting_approval") return ["approve", "reject"];
  if (phase === "ready") return ["skip"];
  const waits = phase === "rollback_available" || phase === "manual_intervention" || phase === "failed";
  if (!waits) return [];
  return rollback && phase !== "failed" ? ["roll_back", "done", "skip"] : ["done", "skip"];
}

/** What a person can do with the whole execution now. */
export function possibleExecutionCommands(execution: Execution): readonly ExecutionCommandName[] {
  const back: ExecutionCommandName[] = canBeTakenBack(execution) ? ["roll_back_run"] : [];
  if (isTerminal(execution)) return back;
  if (execution.abortAsked) return [];
  return execution.phase === "paused" ? ["resume", "abort", ...back] : ["pause", "abort", ...back];
}

function canBeTakenBack({ undo, mode, attempts, steps }: Execution): boolean {
  const hasRun = Object.keys(attempts).length > 0;
  return mode === "run" && undo === undefined && hasRun && !Object.values(steps).some(isMoving);
}
