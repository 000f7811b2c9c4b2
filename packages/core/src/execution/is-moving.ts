import type { StepState } from "./step-state.ts";

/** Whether something of a step runs, or is about to be said of what ran: then nobody can change it. */
export function isMoving({ phase }: Pick<StepState, "phase">): boolean {
  switch (phase) {
    case "measuring":
    case "running":
    case "rolling_back":
    case "lost_contact":
    case "verifying":
      return true;
    default:
      return false;
  }
}
