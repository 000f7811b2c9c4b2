import {
  decide,
  type Effect,
  type Execution,
  type ExecutionEvent,
  type Fact,
  type Plan,
  planFor,
  stepState,
  type Transition,
  verify,
} from "@steadyhand/core/execution";
import type { Proposal } from "@steadyhand/core/proposal";
import type { Around } from "./around.ts";
import type { KeyQuestion } from "./ports.ts";
import { judgeUnderway, type KnownKey, type Proposer, propose } from "./propose.ts";

export interface Setting {
  readonly proposer: Proposer;
  readonly plan: Plan;
  readonly now: Date;
  readonly known: KnownKey;
  readonly around: Around;
}

/** A transition with its pure effects resolved, and what the second key must be asked before the rest of them can be. */
export interface Settled {
  readonly transition: Transition;
  readonly unanswered: readonly KeyQuestion[];
}

/**
 * Applies an event, then every effect of it that is pure (propose, verify), until only effects remain that
 * touch the world. So one stored transition always ends where something must be waited for.
 */
export function settleEvent(execution: Execution, event: ExecutionEvent, setting: Setting): Settled {
  return settle(decide(execution, judgedAnew(execution, event, setting), setting), setting);
}

/** Looks at the target take their time: what the gate let through before them is judged again behind the last. */
function judgedAnew(execution: Execution, event: ExecutionEvent, { around }: Setting): ExecutionEvent {
  if (event.type !== "attempt_ended") return event;
  const step = stepState(execution, event.stepId);
  const underway = step.phase === "lost_contact" ? step.was : step;
  if (underway.phase !== "measuring" || underway.when !== "before") return event;
  return { ...event, decision: judgeUnderway(execution, underway.proposalBytes, around) };
}

/** Resolves the pure effects of a transition. A proposal whose second key was not asked yet remains an effect. */
export function settle(transition: Transition, setting: Setting): Settled {
  if (!transition.ok) return { transition, unanswered: [] };
  let state = transition.state;
  const facts: Fact[] = [...transition.facts];
  const remaining: Effect[] = [];
  const unanswered: KeyQuestion[] = [];
  const queue: Effect[] = [...transition.effects];
  for (let effect = queue.shift(); effect !== undefined; effect = queue.shift()) {
    const event = answerPurely(state, effect, setting);
    if (event === undefined || event.type === "unanswered") {
      remaining.push(effect);
      unanswered.push(...(event?.questions ?? []));
      continue;
    }
    const next = decide(state, event, setting);
    // A proposal that is no longer wanted (the step was paused meanwhile) is simply not made.
    if (!next.ok) continue;
    state = next.state;
    facts.push(...next.facts);
    queue.push(...next.effects);
  }
  return { transition: { ok: true, state, facts, effects: remaining }, unanswered };
}

function answerPurely(state: Execution, effect: Effect, { proposer, plan, known, around }: Setting) {
  if (effect.type === "propose") {
    const step = planFor(state, plan).steps.find(({ id }) => id === effect.stepId);
    return step && propose(proposer, { execution: state, step, purpose: effect.purpose, around, known });
  }
  if (effect.type !== "verify") return undefined;
  const step = stepState(state, effect.stepId);
  if (step.phase !== "verifying") return undefined;
  // The bytes were sealed by us before the attempt, so they parse as a proposal.
  const { verification } = JSON.parse(step.proposalBytes) as Proposal;
  return { type: "verified", stepId: effect.stepId, ...verify(verification, step.seen) } as const;
}
