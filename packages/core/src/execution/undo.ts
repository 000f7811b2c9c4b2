import type { Actor } from "../identity/index.ts";
import { refuse } from "../outcome/index.ts";
import type { StepId } from "../runbook/index.ts";
import type { Transition } from "./events.ts";
import type { Execution, Fact, Plan } from "./execution.ts";
import { currentStep, isTerminal, stepState } from "./progress.ts";
import {
  type Context,
  cannot,
  engine,
  finish,
  isMoving,
  type Moment,
  moved,
  type Of,
  stepFact,
  voidFacts,
} from "./step-context.ts";
import type { StepState } from "./step-state.ts";

/**
 * Turns the run round: from here on its steps are undone, newest first, each as a proposal of its own. One that has ended is
 * opened again for that: what it did may turn out to be wrong after it was done.
 */
export function rollBackRun(found: Execution, event: Of<"roll_back_run">, moment: Moment): Transition {
  if (found.undo) {
    return refuse("execution.rollback_asked", `${cannot(event, found)}: ${found.undo.by.name} already did`);
  }
  if (found.abortAsked && !isTerminal(found)) {
    return refuse("execution.abort_asked", `${cannot(event, found)}: ${found.abortAsked.by.name} aborts it`);
  }
  const execution = isTerminal(found) ? reopened(found) : found;
  const current = currentStep(execution, moment.plan);
  const before = current && stepState(execution, current.id);
  if (current && before && isMoving(before)) {
    const why = `step ${current.number} is ${before.phase}`;
    return refuse(
      "step.wrong_phase",
      `${cannot(event, execution)}: ${why}`,
      "Wait until it has ended, or abort the run",
    );
  }
  const steps = stepsToUndo(execution, moment.plan);
  if (steps.length === 0) {
    return refuse("execution.nothing_to_undo", `${cannot(event, execution)}: no step of it has run`);
  }
  const { by, reason } = event;
  const dead =
    current && before ? voidFacts({ ...moment, execution, step: current, before }, "the run is rolled back") : [];
  const fact: Fact = { type: "execution.rollback_asked", actor: by, outcome: "ok", why: reason, data: { steps } };
  const rested = current && before && !steps.includes(current.id) ? withoutStep(execution, current.id) : execution;
  return finish({ ...rested, undo: { by, at: moment.now, reason, steps } }, [fact, ...dead], [], moment);
}

function reopened({ endedAt: _endedAt, abortAsked: _abortAsked, ...rest }: Execution): Execution {
  return { ...rest, phase: "running" };
}

/** What ran in this run or was done by hand in it, newest first. What another run did is that run's to undo. */
function stepsToUndo(execution: Execution, { steps }: Plan): readonly StepId[] {
  const changed = steps.filter(({ id }) => {
    const state = stepState(execution, id);
    if (state.phase === "succeeded") return state.how !== "taken_over";
    return (execution.attempts[id] ?? 0) > 0 && !(state.phase === "failed" && state.isRolledBack);
  });
  return changed.map(({ id }) => id).toReversed();
}

/** Nobody is asked about it any more: it has not run, like everything after it. */
function withoutStep(execution: Execution, stepId: StepId): Execution {
  return { ...execution, steps: { ...execution.steps, [stepId]: { phase: "pending" } } };
}

/** A rollback worked, or a person undid it by hand. In a run that is taken back that is the step's end. */
export function undone(
  context: Context,
  done: { readonly how: "verified" | "by_hand"; readonly why: string; readonly attempt?: number; readonly by?: Actor },
  facts: readonly Fact[],
): Transition {
  const { execution, step, now } = context;
  const { how, why, attempt, by } = done;
  const fact = stepFact(step, "step.rolled_back", by ?? engine, why, { how }, attempt);
  const state: StepState = execution.undo
    ? { phase: "rolled_back", at: now, how, why, ...(by && { by }) }
    : { phase: "failed", at: now, why: "it failed and was rolled back", isRolledBack: true };
  return moved(context, state, [...facts, fact]);
}
