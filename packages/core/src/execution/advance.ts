import type { StepId } from "../runbook/index.ts";
import type { Effect } from "./events.ts";
import type { Execution, Fact, Plan, PlannedStep, StepState } from "./execution.ts";
import { currentStep, stepState } from "./progress.ts";

const engine = { kind: "system", id: "act_steadyhand", name: "Steadyhand" } as const;

interface Advanced {
  readonly state: Execution;
  readonly facts: readonly Fact[];
  readonly effects: readonly Effect[];
}

/**
 * Brings an execution to where it must wait: passes over branches that were not taken, makes the current
 * step ready, and ends the run when nothing is left. Pure bookkeeping; it starts nothing.
 */
export function advance(execution: Execution, plan: Plan, now: Date): Advanced {
  const facts: Fact[] = [];
  let state = execution;
  for (;;) {
    const step = currentStep(state, plan);
    if (step === undefined) return complete(state, facts, now);
    const skipped = skipUntakenBranch(state, step, now);
    if (skipped === undefined) return settle(state, step, facts, now);
    state = withStep(state, step.id, skipped);
    facts.push({ type: "step.skipped", actor: engine, stepId: step.id, outcome: "ok", why: skipped.why, data: {} });
  }
}

/** Replaces one step's state. */
export function withStep(execution: Execution, stepId: StepId, step: StepState): Execution {
  return { ...execution, steps: { ...execution.steps, [stepId]: step } };
}

function complete(state: Execution, facts: readonly Fact[], now: Date): Advanced {
  const why = "every step succeeded, was done by hand or was skipped";
  const fact: Fact = { type: "execution.completed", actor: engine, outcome: "ok", why, data: {} };
  return { state: { ...state, phase: "completed", endedAt: now }, facts: [...facts, fact], effects: [] };
}

function skipUntakenBranch({ answers }: Execution, { condition }: PlannedStep, now: Date) {
  if (condition === undefined) return undefined;
  const holds = answers[condition.id];
  if (holds === undefined || holds === (condition.branch === "then")) return undefined;
  const why = `it belongs to the branch that was not taken (${condition.branch})`;
  return { phase: "skipped", at: now, why } as const;
}

function settle(state: Execution, step: PlannedStep, facts: readonly Fact[], now: Date): Advanced {
  const before = stepState(state, step.id);
  const isStill = before.phase !== "running" && before.phase !== "rolling_back" && before.phase !== "verifying";
  if (state.abortAsked && isStill) return abort(state, step.id, state.abortAsked, facts, now);
  if (before.phase !== "pending") return { state: withPhaseOf(state, before), facts, effects: [] };
  const ready = makeReady(state, step);
  const next = withPhaseOf(withStep(state, step.id, ready), ready);
  const effects: Effect[] =
    ready.waitsFor === "proposal" && next.phase === "running"
      ? [{ type: "propose", stepId: step.id, purpose: "forward" }]
      : [];
  return { state: next, facts, effects };
}

/** Ends the run: called only when nothing of it runs any more. */
function abort(
  state: Execution,
  stepId: StepId,
  { by, reason }: NonNullable<Execution["abortAsked"]>,
  facts: readonly Fact[],
  now: Date,
): Advanced {
  const before = stepState(state, stepId);
  const open = before.phase === "awaiting_approval" || before.phase === "ready";
  // Nobody is asked any more: what waited has not run, like everything after it.
  const ended = open ? withStep(state, stepId, { phase: "pending" }) : state;
  const fact: Fact = { type: "execution.aborted", actor: by, outcome: "ok", why: reason, data: {} };
  return { state: { ...ended, phase: "aborted", endedAt: now }, facts: [...facts, fact], effects: [] };
}

/** What a step waits for when its turn comes, or when it is to be tried again. */
export function makeReady({ answers, mode, edits }: Execution, step: PlannedStep): StepState & { phase: "ready" } {
  if (step.condition && answers[step.condition.id] === undefined) {
    return { phase: "ready", waitsFor: "condition", why: "it applies only under a condition that nobody has answered" };
  }
  const hasCommand = step.command !== undefined || edits[step.id] !== undefined;
  if (!hasCommand) return { phase: "ready", waitsFor: "hand", why: "the runbook gives no command: a person does it" };
  if (mode === "instructions") {
    return { phase: "ready", waitsFor: "hand", why: "this run is followed by hand: nothing is run for you" };
  }
  if (step.command?.dialect === "sql" && edits[step.id] === undefined) {
    const why = "it is SQL and the runbook names no database: run it by hand, or edit it into a psql command";
    return { phase: "ready", waitsFor: "hand", why };
  }
  return { phase: "ready", waitsFor: "proposal", why: "it is judged next" };
}

function withPhaseOf(state: Execution, { phase }: StepState): Execution {
  if (state.phase === "paused") return state;
  const needsPerson = phase === "failed" || phase === "rollback_available" || phase === "manual_intervention";
  return { ...state, phase: needsPerson ? "manual_intervention" : "running" };
}
