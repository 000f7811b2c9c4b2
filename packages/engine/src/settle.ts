import {
  decide,
  type Effect,
  type Execution,
  type ExecutionEvent,
  type Fact,
  type Plan,
  stepState,
  type Transition,
  verify,
} from "@steadyhand/core/execution";
import type { Proposal } from "@steadyhand/core/proposal";
import { type Proposer, propose } from "./propose.ts";

export interface Setting {
  readonly proposer: Proposer;
  readonly plan: Plan;
  readonly now: Date;
}

/**
 * Applies an event, then every effect of it that is pure (propose, verify), until only effects remain that
 * touch the world. So one stored transition always ends where something must be waited for.
 */
export function settleEvent(execution: Execution, event: ExecutionEvent, setting: Setting): Transition {
  return settle(decide(execution, event, setting), setting);
}

/** Resolves the pure effects of a transition. */
export function settle(transition: Transition, setting: Setting): Transition {
  if (!transition.ok) return transition;
  let state = transition.state;
  const facts: Fact[] = [...transition.facts];
  const remaining: Effect[] = [];
  const queue: Effect[] = [...transition.effects];
  for (let effect = queue.shift(); effect !== undefined; effect = queue.shift()) {
    const event = answerPurely(state, effect, setting);
    if (event === undefined) {
      remaining.push(effect);
      continue;
    }
    const next = decide(state, event, setting);
    // A proposal that is no longer wanted (the step was paused meanwhile) is simply not made.
    if (!next.ok) continue;
    state = next.state;
    facts.push(...next.facts);
    queue.push(...next.effects);
  }
  return { ok: true, state, facts, effects: remaining };
}

function answerPurely(state: Execution, effect: Effect, { proposer, plan, now }: Setting): ExecutionEvent | undefined {
  if (effect.type === "propose") {
    const step = plan.steps.find(({ id }) => id === effect.stepId);
    return step && propose(proposer, state, step, effect.purpose, now);
  }
  if (effect.type !== "verify") return undefined;
  const step = stepState(state, effect.stepId);
  if (step.phase !== "verifying") return undefined;
  // The bytes were sealed by us before the attempt, so they parse as a proposal.
  const { verification } = JSON.parse(step.proposalBytes) as Proposal;
  return { type: "verified", stepId: effect.stepId, ...verify(verification, step.seen) };
}
