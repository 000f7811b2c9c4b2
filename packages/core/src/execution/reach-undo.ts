import type { Execution, Fact, PlannedStep } from "./execution.ts";
import type { StepState } from "./step-state.ts";

const engine = { kind: "system", id: "act_steadyhand", name: "Steadyhand" } as const;

/** What becomes of a step when the way back reaches it: nothing to undo, its rollback is proposed, or a person is asked. */
export function reachUndo(
  { undo }: Execution,
  step: PlannedStep,
  state: StepState,
  now: Date,
): { readonly state: StepState; readonly fact?: Fact } {
  if (state.phase === "succeeded" && state.isReadOnly) {
    const why = "it only read: there is nothing to undo";
    return {
      state: { phase: "left_in_place", at: now, why },
      fact: { type: "step.left_in_place", actor: engine, stepId: step.id, outcome: "ok", why, data: {} },
    };
  }
  if (step.rollback !== undefined) {
    const why = `${undo?.by.name ?? "somebody"} asked to take the whole run back`;
    return { state: { phase: "ready", waitsFor: "rollback_proposal", why } };
  }
  const why =
    "the runbook does not say how to undo it: undo it by hand and say that it is done, or skip it and let it stand";
  const code = "rollback.none";
  return {
    state: { phase: "manual_intervention", at: now, code, why },
    fact: { type: "step.needs_person", actor: engine, stepId: step.id, outcome: "unknown", why, data: { code } },
  };
}
