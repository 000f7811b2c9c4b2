import type { Refusal } from "../outcome/index.ts";
import { refuse } from "../outcome/index.ts";
import type { StepId } from "../runbook/index.ts";
import type { Execution, Fact, Plan } from "./execution.ts";
import { planFor } from "./plan-for.ts";
import { isTerminal, stepState } from "./progress.ts";
import type { StepState } from "./step-state.ts";

/** What a run that goes on from another begins with. */
export interface TakenOver {
  readonly steps: Readonly<Record<StepId, StepState>>;
  readonly facts: readonly Fact[];
}

/** Why nobody can go on from a run; `undefined` when somebody can. */
export function whyNotContinued(earlier: Execution): Refusal | undefined {
  const cannot = `Cannot go on from ${earlier.id}`;
  if (!isTerminal(earlier)) {
    const hint = `\`steady executions resume ${earlier.id}\`, or abort it first`;
    return refuse("execution.not_ended", `${cannot}: it is ${earlier.phase} and can go on itself`, hint).refusal;
  }
  if (earlier.mode !== "run") {
    return refuse("execution.nothing_ran", `${cannot}: it was a ${earlier.mode.replace("_", " ")}`).refusal;
  }
  if (earlier.phase === "completed") {
    return refuse("execution.completed", `${cannot}: every step of it is done`, "Start the runbook anew").refusal;
  }
  if (earlier.phase === "rolled_back") {
    return refuse("execution.rolled_back", `${cannot}: it was taken back`, "Start the runbook anew").refusal;
  }
  return undefined;
}

/**
 * The steps in front of the first that is not verified, done by hand or skipped there: they are not done again. What
 * failed, was left unknown or had not come to its turn is, from its own proposal on.
 */
export function takeOver(earlier: Execution, plan: Plan): TakenOver {
  const steps: Record<StepId, StepState> = {};
  const facts: Fact[] = [];
  for (const { id, number } of planFor(earlier, plan).steps) {
    const state = stepState(earlier, id);
    if (state.phase !== "succeeded" && state.phase !== "skipped") break;
    const from = state.phase === "succeeded" ? (state.from ?? earlier.id) : earlier.id;
    steps[id] = state.phase === "succeeded" ? { ...state, how: "taken_over", from } : state;
    facts.push({
      type: "step.taken_over",
      actor: { kind: "system", id: "act_steadyhand", name: "Steadyhand" },
      stepId: id,
      outcome: "ok",
      why: `step ${number} ${state.phase} in ${from}`,
      data: { from, phase: state.phase },
    });
  }
  return { steps, facts };
}
