import { refuse } from "../outcome/index.ts";
import { withStep } from "./advance.ts";
import { voided } from "./back-to-ready.ts";
import type { Effect, Transition } from "./events.ts";
import type { Execution, Fact } from "./execution.ts";
import { currentStep, stepState } from "./progress.ts";
import { cannot, finish, type Moment, type Of } from "./step-context.ts";
import type { StepState, Underway } from "./step-state.ts";
import { awaitedId, underwayOf } from "./underway.ts";

/** A panic reached this run: its open question dies, nothing new starts, and what runs is marked as paused. */
export function panicStop(execution: Execution, event: Of<"panic_stop">, moment: Moment): Transition {
  if (execution.phase === "paused" && execution.pausedBy === "panic") {
    return refuse("execution.paused", `${cannot(event, execution)}: the panic has stopped it already`);
  }
  const fact: Fact = {
    type: "execution.paused",
    actor: event.by,
    outcome: "ok",
    why: event.reason,
    data: { by: "panic" },
  };
  const paused: Execution = { ...execution, phase: "paused", pausedBy: "panic" };
  const step = currentStep(execution, moment.plan);
  if (step === undefined) return finish(paused, [fact], [], moment);
  const before = stepState(execution, step.id);
  if (before.phase === "awaiting_approval") {
    const ended = voided({ ...moment, execution: paused, step, before }, before, "the panic button was pressed");
    return ended.ok ? { ...ended, facts: [fact, ...ended.facts] } : ended;
  }
  const held = withHold(before, "paused");
  return finish(held ? withStep(paused, step.id, held) : paused, [fact], [], moment);
}

/** Un-pauses what a panic paused, where something of the step is underway. */
export function released(state: StepState): { readonly state: StepState; readonly effects: readonly Effect[] } {
  const underway = underwayOf(state);
  const next = underway?.hold === "paused" ? withHold(state, "resumed") : undefined;
  if (underway === undefined || next === undefined) return { state, effects: [] };
  return { state: next, effects: [{ type: "resume_attempt", attemptId: awaitedId(underway) }] };
}

function withHold(state: StepState, hold: NonNullable<Underway["hold"]>): StepState | undefined {
  switch (state.phase) {
    case "running":
    case "rolling_back":
    case "measuring":
      return { ...state, hold };
    case "lost_contact":
      return { ...state, was: { ...state.was, hold } };
    default:
      return undefined;
  }
}
