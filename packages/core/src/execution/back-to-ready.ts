import { decideApproval } from "../approval/index.ts";
import { makeReady } from "./advance.ts";
import type { Effect, Transition } from "./events.ts";
import type { Fact } from "./execution.ts";
import { approvalFact, type Context, engine, moved } from "./step-context.ts";
import type { StepState } from "./step-state.ts";

/** The bytes asked about are no longer what would run: the question dies, and the step is judged afresh. */
export function voided(
  context: Context,
  before: StepState & { readonly phase: "awaiting_approval" },
  reason: string,
): Transition {
  const ended = decideApproval(before.approval, { type: "void", reason }, context.now);
  if (!ended.ok) return ended;
  const fact = approvalFact(context, before, { type: "approval.voided", actor: engine, why: reason }, ended.state);
  return before.purpose === "rollback" ? proposeRollback(context, [fact]) : backToReady(context, [fact]);
}

/** The step is judged and asked about afresh. */
export function backToReady(context: Context, facts: readonly Fact[]): Transition {
  const { execution, step } = context;
  const ready = makeReady(execution, step);
  const effects: Effect[] =
    ready.waitsFor === "proposal" ? [{ type: "propose", stepId: step.id, purpose: "forward" }] : [];
  return moved(context, ready, facts, execution.phase === "paused" ? [] : effects);
}

/** Its rollback is judged and asked about, like any step; while the run is paused that waits. */
export function proposeRollback(context: Context, facts: readonly Fact[]): Transition {
  const { execution, step } = context;
  const ready: StepState = { phase: "ready", waitsFor: "rollback_proposal", why: "its rollback is judged next" };
  const effects: Effect[] =
    execution.phase === "paused" ? [] : [{ type: "propose", stepId: step.id, purpose: "rollback" }];
  return moved(context, ready, facts, effects);
}

/** Nobody said yes to its rollback: it stays offered. */
export function rollbackOffered(context: Context, facts: readonly Fact[]): Transition {
  const why = "its rollback was not approved";
  return moved(context, { phase: "rollback_available", at: context.now, why }, facts);
}
