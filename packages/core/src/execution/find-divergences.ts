import type { StepId } from "../runbook/index.ts";
import type { Divergence } from "./divergence.ts";
import type { Execution, Plan, PlannedStep } from "./execution.ts";
import { planFor } from "./plan-for.ts";
import { stepState } from "./progress.ts";

/** What a run did otherwise than its runbook prescribes, in the order in which it was done. Steps not reached are none. */
export function findDivergences(execution: Execution, plan: Plan): readonly Divergence[] {
  const { steps } = planFor(execution, plan);
  const prescribed = execution.changes?.prescribed ?? steps.map(({ id }) => id);
  const moved = execution.changes ? movedSteps(execution.changes, steps) : new Set<StepId>();
  return steps.flatMap((step, index): Divergence[] => {
    const own = divergenceOfStep(execution, prescribed, step, steps[index - 1]?.id);
    const place = moved.has(step.id) ? [movedTo(step, steps[index - 1]?.id)] : [];
    return own === undefined ? place : [own, ...place];
  });
}

function divergenceOfStep(
  execution: Execution,
  prescribed: readonly StepId[],
  step: PlannedStep,
  after: StepId | undefined,
): Divergence | undefined {
  const { id: stepId, number, title } = step;
  const named = { stepId, number, title };
  const state = stepState(execution, stepId);
  const edited = execution.edits[stepId];
  const isAdded = !prescribed.includes(stepId);
  if (state.phase === "skipped") {
    // A branch that was not taken is what the runbook prescribes; an added step that was skipped again leaves it as it is.
    const isChosen = state.by !== undefined && !isAdded;
    return isChosen && state.by ? { ...named, kind: "skipped", why: state.why, by: state.by } : undefined;
  }
  if (isAdded) {
    const done = edited ?? step.command?.text;
    const isDone = state.phase === "succeeded";
    return done === undefined || !isDone ? undefined : { ...named, kind: "added", done, ...(after && { after }) };
  }
  if (state.phase === "succeeded" && state.how === "by_hand" && step.command && execution.mode === "run" && state.by) {
    return { ...named, kind: "by_hand", prescribed: step.command.text, by: state.by };
  }
  const wasTried = (execution.attempts[stepId] ?? 0) > 0;
  if (edited === undefined || !wasTried || edited === step.command?.text) return undefined;
  return { ...named, kind: "edited", ...(step.command && { prescribed: step.command.text }), done: edited };
}

function movedTo({ id: stepId, number, title }: PlannedStep, after: StepId | undefined): Divergence {
  return { stepId, number, title, kind: "moved", ...(after && { after }) };
}

/** The steps that people moved and that are not where the runbook has them, seen from all that stayed. */
function movedSteps(
  { prescribed, moved }: NonNullable<Execution["changes"]>,
  done: readonly PlannedStep[],
): ReadonlySet<StepId> {
  const placeOf = new Map(prescribed.map((id, place) => [id, place]));
  const ids = done.flatMap(({ id }) => (placeOf.has(id) ? [id] : []));
  const isInOrder = (one: StepId, other: StepId) =>
    ids.indexOf(one) < ids.indexOf(other) === (placeOf.get(one) ?? 0) < (placeOf.get(other) ?? 0);
  const stayed = ids.filter((id) => !moved.includes(id));
  for (const id of ids) {
    if (moved.includes(id) && stayed.every((other) => isInOrder(id, other))) stayed.push(id);
  }
  return new Set(ids.filter((id) => !stayed.includes(id)));
}
