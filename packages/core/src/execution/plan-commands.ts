import { refuse } from "../outcome/index.ts";
import type { StepId } from "../runbook/index.ts";
import { withStep } from "./advance.ts";
import type { Transition } from "./events.ts";
import type { Execution, Fact, PlannedStep } from "./execution.ts";
import { type PlanChanges, planFor } from "./plan-for.ts";
import { currentStep, isDone, stepState } from "./progress.ts";
import { withAuthor } from "./proposers.ts";
import { cannot, finish, isMoving, type Moment, type Of, stepFact, voidFacts } from "./step-context.ts";

/** Puts a step that the runbook does not have into this run. It takes the same road as every other. */
export function add(execution: Execution, event: Of<"add">, { plan, now }: Moment): Transition {
  const effective = planFor(execution, plan);
  const place = placeAfter(execution, effective.steps, event.after);
  if (typeof place === "string") return refuse("step.bad_place", `${cannot(event, execution)}: ${place}`, placeHint);
  const added = execution.changes?.added ?? [];
  const before = effective.steps[place - 1];
  const step: PlannedStep = {
    id: `stp_added_${added.length + 1}`,
    number: `${before?.number ?? "0"}+${added.length + 1}`,
    title: event.title,
    description: "",
    section: before?.section ?? [],
    variables: [],
    command: { text: event.command, dialect: "shell" },
  };
  const order = effective.steps.map(({ id }) => id).toSpliced(place, 0, step.id);
  const fact = stepFact(step, "step.added", event.by, `${event.by.name} added a step to this run`, {
    command: event.command,
    after: before?.id ?? null,
  });
  const changes = { ...changesOf(execution, plan), added: [...added, step], order };
  return rearranged(withAuthor({ ...execution, changes }, step.id, event.by), [fact], { plan, now }, execution);
}

/** Does a step at another place of this run than where the runbook has it. */
export function move(execution: Execution, event: Of<"move">, { plan, now }: Moment): Transition {
  const { steps } = planFor(execution, plan);
  const step = steps.find(({ id }) => id === event.stepId);
  if (step === undefined) return refuse("step.unknown", `${cannot(event, execution)}: there is no such step`);
  const state = stepState(execution, step.id);
  if (isDone(state) || isMoving(state)) {
    return refuse("step.wrong_phase", `${cannot(event, execution)}: the step is ${state.phase}`);
  }
  const others = steps.filter(({ id }) => id !== step.id);
  const place = placeAfter(execution, others, event.after);
  if (typeof place === "string") return refuse("step.bad_place", `${cannot(event, execution)}: ${place}`, placeHint);
  const order = others.map(({ id }) => id).toSpliced(place, 0, step.id);
  const fact = stepFact(step, "step.moved", event.by, `${event.by.name} moved it within this run`, {
    after: others[place - 1]?.id ?? null,
  });
  const before = changesOf(execution, plan);
  const changes = { ...before, moved: [...before.moved.filter((id) => id !== step.id), step.id], order };
  return rearranged({ ...execution, changes }, [fact], { plan, now }, execution);
}

function changesOf({ changes }: Execution, plan: Moment["plan"]): PlanChanges {
  const prescribed = plan.steps.map(({ id }) => id);
  return changes ?? { added: [], order: prescribed, prescribed, moved: [] };
}

const placeHint = "Choose a place behind everything that is done or runs";

/** Where a step stands that comes after another, or why it cannot: nothing is put in front of what is done or runs. */
function placeAfter(execution: Execution, steps: readonly PlannedStep[], after: StepId | undefined): number | string {
  const place = after === undefined ? 0 : steps.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && place === 0) return `there is no step ${after}`;
  const late = steps.slice(place).find(({ id }) => {
    const state = stepState(execution, id);
    return isDone(state) || isMoving(state);
  });
  return late === undefined ? place : `step ${late.number} after it is ${stepState(execution, late.id).phase}`;
}

/** Another step may be the current one now: a question about the one that was is not asked any more. */
function rearranged(next: Execution, facts: readonly Fact[], { plan, now }: Moment, before: Execution): Transition {
  const was = currentStep(before, planFor(before, plan));
  const effective = planFor(next, plan);
  const is = currentStep(next, effective);
  if (was === undefined || was.id === is?.id) return finish(next, facts, [], { plan: effective, now });
  const state = stepState(before, was.id);
  const dead = voidFacts(
    { plan: effective, now, execution: before, step: was, before: state },
    "another step comes first now",
  );
  const waits = state.phase === "awaiting_approval" || state.phase === "ready";
  const rested = waits ? withStep(next, was.id, { phase: "pending" }) : next;
  return finish(rested, [...dead, ...facts], [], { plan: effective, now });
}
