import { refuse } from "../outcome/index.ts";
import type { StepId } from "../runbook/index.ts";
import { withStep } from "./advance.ts";
import { voided } from "./back-to-ready.ts";
import { dueOf } from "./due.ts";
import type { Effect, Transition } from "./events.ts";
import type { Execution, Fact } from "./execution.ts";
import { released } from "./panic-stop.ts";
import { currentStep, stepState } from "./progress.ts";
import { cannot, finish, type Moment, type Of, voidFacts } from "./step-context.ts";
import type { StepState } from "./step-state.ts";
import { awaitedId, underwayOf } from "./underway.ts";

export function answer(execution: Execution, event: Of<"answer">, moment: Moment): Transition {
  const condition = moment.plan.conditions.find(({ id }) => id === event.conditionId);
  if (condition === undefined) {
    return refuse(
      "condition.unknown",
      `${cannot(event, execution)}: the runbook has no condition ${event.conditionId}`,
    );
  }
  const step = currentStep(execution, moment.plan);
  const before = step && stepState(execution, step.id);
  const waits =
    before?.phase === "ready" && before.waitsFor === "condition" && step?.condition?.id === event.conditionId;
  if (!waits) {
    return refuse("condition.not_asked", `${cannot(event, execution)}: it is not what the current step waits for`);
  }
  const answered = { ...execution, answers: { ...execution.answers, [event.conditionId]: event.holds } };
  const fact: Fact = {
    type: "condition.answered",
    actor: event.by,
    stepId: step.id,
    outcome: "ok",
    why: `${event.by.name} says that ${event.holds ? "it holds" : "it does not hold"}: ${condition.text}`,
    data: { conditionId: event.conditionId, holds: event.holds },
  };
  return finish(withStep(answered, step.id, { phase: "pending" }), [fact], [], moment);
}

export function pause(execution: Execution, event: Of<"pause">, moment: Moment): Transition {
  if (execution.phase === "paused")
    return refuse("execution.paused", `${cannot(event, execution)}: it is paused already`);
  const step = currentStep(execution, moment.plan);
  const fact: Fact = { type: "execution.paused", actor: event.by, outcome: "ok", why: event.reason, data: {} };
  const paused: Execution = { ...execution, phase: "paused", pausedBy: "person" };
  if (step === undefined) return finish(paused, [fact], [], moment);
  const before = stepState(execution, step.id);
  if (before.phase !== "awaiting_approval") return finish(paused, [fact], [], moment);
  // A question that waits through a pause could be answered by someone who does not know of it.
  const ended = voided({ ...moment, execution: paused, step, before }, before, "the execution was paused");
  return ended.ok ? { ...ended, facts: [fact, ...ended.facts] } : ended;
}

export function resume(execution: Execution, event: Of<"resume">, moment: Moment): Transition {
  if (execution.phase !== "paused")
    return refuse("execution.not_paused", `${cannot(event, execution)}: it is ${execution.phase}`);
  const fact: Fact = {
    type: "execution.resumed",
    actor: event.by,
    outcome: "ok",
    why: `${event.by.name} resumed it`,
    data: {},
  };
  const step = currentStep(execution, moment.plan);
  const before = step && stepState(execution, step.id);
  const { pausedBy: _by, ...rest } = execution;
  const running: Execution = { ...rest, phase: "running" };
  if (step === undefined || before === undefined) return finish(running, [fact], [], moment);
  const { state, effects } = released(before);
  const going = state === before ? running : withStep(running, step.id, state);
  return finish(going, [fact], [...effects, ...goesOn(going, step.id, state)], moment);
}

/** What waited for the pause to end. */
function goesOn(execution: Execution, stepId: StepId, state: StepState): readonly Effect[] {
  const due = dueOf(execution, stepId, state);
  if (due && state.phase !== "lost_contact") return [{ type: "wake", at: due.at, stepId }];
  if (state.phase !== "ready") return [];
  if (state.waitsFor === "proposal") return [{ type: "propose", stepId, purpose: "forward" }];
  return state.waitsFor === "rollback_proposal" ? [{ type: "propose", stepId, purpose: "rollback" }] : [];
}

export function abort(execution: Execution, event: Of<"abort">, moment: Moment): Transition {
  if (execution.abortAsked) {
    return refuse("execution.abort_asked", `${cannot(event, execution)}: ${execution.abortAsked.by.name} already did`);
  }
  const { by, reason } = event;
  const asked: Execution = { ...execution, abortAsked: { by, at: moment.now, reason } };
  const fact: Fact = { type: "execution.abort_asked", actor: by, outcome: "ok", why: reason, data: {} };
  const step = currentStep(execution, moment.plan);
  const before = step && stepState(execution, step.id);
  const underway = before && underwayOf(before);
  if (underway) return finish(asked, [fact], [{ type: "cancel", attemptId: awaitedId(underway) }], moment);
  const dead = step && before ? voidFacts({ ...moment, execution, step, before }, "the execution was aborted") : [];
  return finish(asked, [fact, ...dead], [], moment);
}
