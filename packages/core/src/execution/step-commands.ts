import { refuse } from "../outcome/index.ts";
import { backToReady, proposeRollback } from "./back-to-ready.ts";
import type { Transition } from "./events.ts";
import { withAuthor } from "./proposers.ts";
import { type Context, cannot, isMoving, moved, type Of, refusePhase, stepFact, voidFacts } from "./step-context.ts";
import { undone } from "./undo.ts";

export function edit(context: Context, event: Of<"edit">): Transition {
  const { execution, before, step } = context;
  const canEdit =
    before.phase === "ready" ||
    before.phase === "failed" ||
    before.phase === "rollback_available" ||
    before.phase === "manual_intervention" ||
    (before.phase === "awaiting_approval" && before.purpose === "forward");
  if (!canEdit || execution.undo) return refusePhase(context, event);
  const from = execution.edits[step.id] ?? step.command?.text ?? null;
  const facts = [
    stepFact(step, "step.edited", event.by, `${event.by.name} changed the command`, { from, to: event.command }),
  ];
  const edits = { ...execution.edits, [step.id]: event.command };
  const edited = withAuthor({ ...execution, edits }, step.id, event.by);
  return backToReady({ ...context, execution: edited }, [...voidFacts(context, "its command was edited"), ...facts]);
}

/** Goes on without a step. In a run that is taken back: lets what it did stand. */
export function skip(context: Context, event: Of<"skip">): Transition {
  const { step, now, before, execution } = context;
  if (isMoving(before) || before.phase === "settling") return refusePhase(context, event);
  const dead = voidFacts(context, "the step was skipped");
  const { by, reason: why } = event;
  if (execution.undo) {
    const left = stepFact(step, "step.left_in_place", by, why, {});
    return moved(context, { phase: "left_in_place", at: now, why, by }, [...dead, left]);
  }
  const fact = stepFact(step, "step.skipped", by, why, {});
  return moved(context, { phase: "skipped", at: now, why, by }, [...dead, fact]);
}

/** A person says that it is done; in a run that is taken back, that it is undone. */
export function done(context: Context, event: Of<"done">): Transition {
  const { before, step, now, execution } = context;
  const canBeDone =
    (before.phase === "ready" && before.waitsFor === "hand") ||
    before.phase === "manual_intervention" ||
    before.phase === "failed" ||
    before.phase === "rollback_available";
  if (!canBeDone) return refusePhase(context, event);
  const { by } = event;
  if (by.kind !== "person") {
    return refuse("step.not_a_person", `${cannot(event, execution)}: ${by.name} is a ${by.kind}`);
  }
  if (execution.undo) {
    return undone(context, { how: "by_hand", why: event.note || `${by.name} says it is undone`, by }, []);
  }
  const fact = stepFact(step, "step.done_by_hand", by, event.note || `${by.name} says it is done`, {});
  return moved(context, { phase: "succeeded", at: now, how: "by_hand", by }, [fact]);
}

export function retry(context: Context, event: Of<"retry">): Transition {
  const { before, step, execution } = context;
  const canRetry =
    before.phase === "failed" ||
    before.phase === "rollback_available" ||
    before.phase === "manual_intervention" ||
    (before.phase === "ready" && before.waitsFor === "retry");
  if (!canRetry || execution.undo) return refusePhase(context, event);
  return backToReady(context, [stepFact(step, "step.retried", event.by, `${event.by.name} wants to try it again`, {})]);
}

/** The time of the next try has come: it is judged like the first. */
export function retryDue(context: Context, event: Of<"retry_due">): Transition {
  const { before, execution, step, now } = context;
  const isDue = before.phase === "ready" && before.waitsFor === "retry" && now >= before.at;
  if (!isDue || execution.phase === "paused") return refusePhase(context, event);
  const actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" } as const;
  return backToReady(context, [stepFact(step, "step.retried", actor, "the time of its next try has come", {})]);
}

export function rollBack(context: Context, event: Of<"roll_back">): Transition {
  const { before, step, execution } = context;
  if (step.rollback === undefined) {
    return refuse("step.no_rollback", `${cannot(event, execution)}: the runbook does not say how to undo it`);
  }
  const isOffered =
    before.phase === "rollback_available" || before.phase === "manual_intervention" || before.phase === "settling";
  if (!isOffered) return refusePhase(context, event);
  if (execution.phase === "paused") {
    return refuse("execution.paused", `${cannot(event, execution)}: the execution is paused`, "Resume it first");
  }
  const asked = stepFact(step, "step.rollback_asked", event.by, `${event.by.name} asked for the rollback`, {});
  return proposeRollback(context, [asked]);
}
