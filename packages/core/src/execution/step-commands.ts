import { refuse } from "../outcome/index.ts";
import { backToReady } from "./approvals.ts";
import type { Transition } from "./events.ts";
import type { StepState } from "./execution.ts";
import { type Context, cannot, isMoving, moved, type Of, refusePhase, stepFact, voidFacts } from "./step-context.ts";

export function edit(context: Context, event: Of<"edit">): Transition {
  const { execution, before, step } = context;
  const canEdit =
    before.phase === "ready" ||
    before.phase === "failed" ||
    before.phase === "rollback_available" ||
    before.phase === "manual_intervention" ||
    (before.phase === "awaiting_approval" && before.purpose === "forward");
  if (!canEdit) return refusePhase(context, event);
  const from = execution.edits[step.id] ?? step.command?.text ?? null;
  const facts = [
    stepFact(step, "step.edited", event.by, `${event.by.name} changed the command`, { from, to: event.command }),
  ];
  const edited = { ...execution, edits: { ...execution.edits, [step.id]: event.command } };
  return backToReady({ ...context, execution: edited }, [...voidFacts(context, "its command was edited"), ...facts]);
}

export function skip(context: Context, event: Of<"skip">): Transition {
  const { step, now } = context;
  if (isMoving(context.before)) return refusePhase(context, event);
  const fact = stepFact(step, "step.skipped", event.by, event.reason, {});
  const skipped: StepState = { phase: "skipped", at: now, why: event.reason, by: event.by };
  return moved(context, skipped, [...voidFacts(context, "the step was skipped"), fact]);
}

export function done(context: Context, event: Of<"done">): Transition {
  const { before, step, now } = context;
  const canBeDone =
    (before.phase === "ready" && before.waitsFor === "hand") ||
    before.phase === "manual_intervention" ||
    before.phase === "failed" ||
    before.phase === "rollback_available";
  if (!canBeDone) return refusePhase(context, event);
  if (event.by.kind !== "person") {
    return refuse("step.not_a_person", `${cannot(event, context.execution)}: ${event.by.name} is a ${event.by.kind}`);
  }
  const fact = stepFact(step, "step.done_by_hand", event.by, event.note || `${event.by.name} says it is done`, {});
  return moved(context, { phase: "succeeded", at: now, how: "by_hand", by: event.by }, [fact]);
}

export function retry(context: Context, event: Of<"retry">): Transition {
  const { before, step } = context;
  const canRetry =
    before.phase === "failed" || before.phase === "rollback_available" || before.phase === "manual_intervention";
  if (!canRetry) return refusePhase(context, event);
  return backToReady(context, [stepFact(step, "step.retried", event.by, `${event.by.name} wants to try it again`, {})]);
}

export function rollBack(context: Context, event: Of<"roll_back">): Transition {
  const { before, step, execution, now } = context;
  if (step.rollback === undefined) {
    return refuse("step.no_rollback", `${cannot(event, execution)}: the runbook does not say how to undo it`);
  }
  if (before.phase !== "rollback_available" && before.phase !== "manual_intervention")
    return refusePhase(context, event);
  if (execution.phase === "paused") {
    return refuse("execution.paused", `${cannot(event, execution)}: the execution is paused`, "Resume it first");
  }
  const asked = stepFact(step, "step.rollback_asked", event.by, `${event.by.name} asked for the rollback`, {});
  const available: StepState = { phase: "rollback_available", at: now, why: `${event.by.name} asked for the rollback` };
  return moved(context, available, [asked], [{ type: "propose", stepId: step.id, purpose: "rollback" }]);
}
