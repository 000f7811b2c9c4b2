import { type Approval, decideApproval } from "../approval/index.ts";
import type { Actor } from "../identity/index.ts";
import { refuse } from "../outcome/index.ts";
import type { StepId } from "../runbook/index.ts";
import { advance, withStep } from "./advance.ts";
import type { Effect, ExecutionEvent, Transition } from "./events.ts";
import type { Execution, Fact, Plan, PlannedStep } from "./execution.ts";
import type { StepState } from "./step-state.ts";

/** Who speaks when no person does. */
export const engine: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };

export interface Moment {
  readonly plan: Plan;
  readonly now: Date;
}

export type Of<Type extends ExecutionEvent["type"]> = ExecutionEvent & { readonly type: Type };

export interface Context extends Moment {
  readonly execution: Execution;
  readonly step: PlannedStep;
  readonly before: StepState;
}

export function cannot(event: { readonly type: string; readonly stepId?: StepId }, { id }: Execution): string {
  const verb = event.type.replaceAll("_", " ");
  return event.stepId === undefined ? `Cannot ${verb} ${id}` : `Cannot ${verb} step ${event.stepId} of ${id}`;
}

export function refusePhase({ execution, before, step }: Context, event: { readonly type: string }): Transition {
  const phase = before.phase === "ready" ? `ready and waits for ${before.waitsFor}` : before.phase;
  return refuse("step.wrong_phase", `${cannot({ ...event, stepId: step.id }, execution)}: the step is ${phase}`);
}

export { isMoving } from "./is-moving.ts";

/** When the step waits for an answer, the fact that nobody can give one any more. */
export function voidFacts(context: Context, reason: string): Fact[] {
  const { before, now } = context;
  if (before.phase !== "awaiting_approval") return [];
  const ended = decideApproval(before.approval, { type: "void", reason }, now);
  return ended.ok
    ? [approvalFact(context, before, { type: "approval.voided", actor: engine, why: reason }, ended.state)]
    : [];
}

/** A fact about a question to a person, with the question's state after it. */
export function approvalFact(
  { step }: Context,
  asked: StepState & { readonly phase: "awaiting_approval" },
  { type, actor, why }: Pick<Fact, "type" | "actor" | "why">,
  approval: Approval = asked.approval,
): Fact {
  const fact = stepFact(step, type, actor, why, { approval });
  return { ...fact, approval: { approval, proposalBytes: asked.proposalBytes } };
}

export function needsPerson(
  context: Context,
  code: string,
  why: string,
  facts: readonly Fact[],
  now: Date,
): Transition {
  const fact: Fact = { ...stepFact(context.step, "step.needs_person", engine, why, { code }), outcome: "unknown" };
  return moved(context, { phase: "manual_intervention", at: now, code, why }, [...facts, fact]);
}

export function stepFact(
  { id: stepId }: PlannedStep,
  type: Fact["type"],
  actor: Actor,
  why: string,
  data: Fact["data"],
  attempt?: number,
): Fact {
  return { type, actor, stepId, ...(attempt !== undefined && { attempt }), outcome: "ok", why, data };
}

export function moved(
  context: Context,
  step: StepState,
  facts: readonly Fact[],
  effects: readonly Effect[] = [],
): Transition {
  return finish(withStep(context.execution, context.step.id, step), facts, effects, context);
}

export function finish(
  state: Execution,
  facts: readonly Fact[],
  effects: readonly Effect[],
  { plan, now }: Moment,
): Transition {
  const advanced = advance(state, plan, now);
  return {
    ok: true,
    state: { ...advanced.state, sequence: advanced.state.sequence + 1 },
    facts: [...facts, ...advanced.facts],
    effects: [...effects, ...advanced.effects],
  };
}
