import type { StepId } from "../runbook/index.ts";
import { sayDivergence } from "./divergence.ts";
import type { Effect } from "./events.ts";
import type { Execution, Fact, Plan, PlannedStep, Undo } from "./execution.ts";
import { findDivergences } from "./find-divergences.ts";
import { isMoving } from "./is-moving.ts";
import { currentStep, isUndone, stepState } from "./progress.ts";
import { reachUndo } from "./reach-undo.ts";
import type { Previewed, StepState } from "./step-state.ts";

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
    if (step === undefined) return complete(state, plan, facts, now);
    if (state.undo && state.undo.current !== step.id && !state.abortAsked) {
      const taken = takeInHand(state, state.undo, { step, facts, now });
      if (!isUndone(stepState(taken.state, step.id))) return taken;
      state = taken.state;
      facts.splice(0, facts.length, ...taken.facts);
      continue;
    }
    const passed = passOver(state, step, now);
    if (passed === undefined) return settle(state, plan, step, facts, now);
    state = withStep(state, step.id, passed.state);
    facts.push({ ...passed.fact, actor: engine, stepId: step.id, outcome: "ok", data: {} });
  }
}

/** What is done with a step without anybody being asked, where that is all there is to do. */
function passOver(
  state: Execution,
  step: PlannedStep,
  now: Date,
): { readonly state: StepState; readonly fact: Pick<Fact, "type" | "why"> } | undefined {
  if (state.undo) return undefined;
  const preview = previewByHand(state, step, now);
  if (preview) return { state: preview, fact: { type: "step.previewed", why: preview.why } };
  const skipped = skipUntakenBranch(state, step, now) ?? skipUnmet(state, step, now) ?? skipLeftOut(state, step, now);
  return skipped && { state: skipped, fact: { type: "step.skipped", why: skipped.why } };
}

/** A dry run waits for nobody's hand: it says that it would, and looks at the next step. */
function previewByHand(state: Execution, step: PlannedStep, now: Date): Previewed | undefined {
  if (state.mode !== "dry_run" || stepState(state, step.id).phase !== "pending") return undefined;
  const ready = makeReady(state, step);
  if (ready.waitsFor !== "hand") return undefined;
  return { phase: "previewed", at: now, would: "by_hand", why: ready.why };
}

/** Replaces one step's state. */
export function withStep(execution: Execution, stepId: StepId, step: StepState): Execution {
  return { ...execution, steps: { ...execution.steps, [stepId]: step } };
}

function complete(state: Execution, plan: Plan, facts: readonly Fact[], now: Date): Advanced {
  if (state.undo) {
    const why = "every step that had run is undone, or was let stand";
    const back: Fact = { type: "execution.rolled_back", actor: engine, outcome: "ok", why, data: {} };
    return { state: { ...state, phase: "rolled_back", endedAt: now }, facts: [...facts, back], effects: [] };
  }
  const why =
    state.mode === "dry_run"
      ? "every step was judged, and nothing ran"
      : "every step succeeded, was done by hand or was skipped";
  const fact: Fact = { type: "execution.completed", actor: engine, outcome: "ok", why, data: {} };
  const ended = [...facts, ...divergenceFacts(state, plan), fact];
  return { state: { ...state, phase: "completed", endedAt: now }, facts: ended, effects: [] };
}

function skipUntakenBranch({ answers }: Execution, { condition }: PlannedStep, now: Date) {
  if (condition === undefined) return undefined;
  const holds = answers[condition.id];
  if (holds === undefined || holds === (condition.branch === "then")) return undefined;
  const why = `it belongs to the branch that was not taken (${condition.branch})`;
  return { phase: "skipped", at: now, why } as const;
}

/** A step of a workflow that needs another outcome of an earlier one than that came to. */
function skipUnmet(execution: Execution, { id, terms }: PlannedStep, now: Date) {
  const { when } = terms ?? {};
  if (when === undefined || stepState(execution, id).phase !== "pending") return undefined;
  const { phase } = stepState(execution, when.stepId);
  if (phase === when.is) return undefined;
  const why = `it is only done when step ${when.stepId} was ${when.is}, and that is ${phase.replaceAll("_", " ")}`;
  return { phase: "skipped", at: now, why } as const;
}

function skipLeftOut({ only }: Execution, { id }: PlannedStep, now: Date) {
  if (only === undefined || only.includes(id)) return undefined;
  return { phase: "skipped", at: now, why: "this run is a follow-up of other steps" } as const;
}

function settle(state: Execution, plan: Plan, step: PlannedStep, facts: readonly Fact[], now: Date): Advanced {
  const before = stepState(state, step.id);
  const isStill = !isMoving(before);
  if (state.abortAsked && isStill)
    return abort(state, step.id, state.abortAsked, [...facts, ...divergenceFacts(state, plan)], now);
  if (before.phase !== "pending") return { state: withPhaseOf(state, before), facts, effects: [] };
  const ready = makeReady(state, step);
  const next = withPhaseOf(withStep(state, step.id, ready), ready);
  const effects: Effect[] =
    ready.waitsFor === "proposal" && next.phase === "running"
      ? [{ type: "propose", stepId: step.id, purpose: "forward" }]
      : [];
  return { state: next, facts, effects };
}

/** The way back reaches a step. */
function takeInHand(
  execution: Execution,
  undo: Undo,
  { step, facts, now }: { readonly step: PlannedStep; readonly facts: readonly Fact[]; readonly now: Date },
): Advanced {
  const reached = reachUndo(execution, step, stepState(execution, step.id), now);
  const inHand = { ...withStep(execution, step.id, reached.state), undo: { ...undo, current: step.id } };
  const next = withPhaseOf(inHand, reached.state);
  const proposes = reached.state.phase === "ready" && next.phase === "running";
  return {
    state: next,
    facts: [...facts, ...(reached.fact ? [reached.fact] : [])],
    effects: proposes ? [{ type: "propose", stepId: step.id, purpose: "rollback" }] : [],
  };
}

/** Where it did otherwise than the runbook prescribes, told once, when it ends. */
function divergenceFacts(state: Execution, plan: Plan): Fact[] {
  const divergences = findDivergences(state, plan);
  if (divergences.length === 0) return [];
  const why = divergences.map(sayDivergence).join("; ");
  return [{ type: "divergence.detected", actor: engine, outcome: "ok", why, data: { divergences } }];
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
  const ended = withStep(state, stepId, atRest(state, before, now));
  const fact: Fact = { type: "execution.aborted", actor: by, outcome: "ok", why: reason, data: {} };
  return { state: { ...ended, phase: "aborted", endedAt: now }, facts: [...facts, fact], effects: [] };
}

/** Where a step stays when its run is aborted: nobody is asked or waits any more. */
function atRest({ undo }: Execution, before: StepState, now: Date): StepState {
  const waits = before.phase === "awaiting_approval" || before.phase === "ready";
  if (waits && undo) return { phase: "rollback_available", at: now, why: "the run was aborted before it was undone" };
  // What waited has not run, like everything after it.
  if (waits) return { phase: "pending" };
  if (before.phase !== "settling") return before;
  const why = `the run was aborted before the change had settled: ${before.why}`;
  return { phase: "manual_intervention", at: now, code: "outcome.unknown", why };
}

/** What a step waits for when its turn comes, or when it is to be tried again. */
export function makeReady({ answers, mode, edits }: Execution, step: PlannedStep): StepState & { phase: "ready" } {
  // A dry run shows every branch: nobody is asked which one is taken.
  if (mode !== "dry_run" && step.condition && answers[step.condition.id] === undefined) {
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
