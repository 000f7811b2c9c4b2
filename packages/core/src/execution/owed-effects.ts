import type { StepId } from "../runbook/index.ts";
import { dueOf } from "./due.ts";
import type { Effect } from "./events.ts";
import type { Execution } from "./execution.ts";
import { isTerminal } from "./progress.ts";
import type { StepState, Underway } from "./step-state.ts";
import { awaitedId, readingEffect, sealedProposal, underwayOf } from "./underway.ts";

/**
 * What a stored execution still owes the world. The state is its own outbox: after a crash the engine
 * reads these again instead of trusting that they were carried out.
 */
export function owedEffects(execution: Execution): Effect[] {
  if (isTerminal(execution)) return [];
  return (Object.entries(execution.steps) as [StepId, StepState][]).flatMap(([stepId, state]) => {
    const due = dueOf(execution, stepId, state);
    const wake: Effect[] = due ? [{ type: "wake", at: due.at, stepId }] : [];
    return [...wake, ...owedOfStep(execution, stepId, state)];
  });
}

function owedOfStep(execution: Execution, stepId: StepId, state: StepState): Effect[] {
  const cancels = (underway: Underway): Effect[] =>
    execution.abortAsked ? [{ type: "cancel", attemptId: awaitedId(underway) }] : [];
  const underway = underwayOf(state);
  // Nobody knows whether it began: it is never handed over a second time, but it is still to be stopped.
  if (state.phase === "lost_contact") return cancels(state.was);
  if (underway) {
    const resumes: Effect[] =
      underway.hold === "resumed" ? [{ type: "resume_attempt", attemptId: awaitedId(underway) }] : [];
    return [dispatchOf(stepId, underway), ...resumes, ...cancels(underway)];
  }
  if (state.phase === "verifying") return [{ type: "verify", stepId }];
  if (state.phase !== "ready" || execution.phase === "paused") return [];
  if (state.waitsFor === "proposal") return [{ type: "propose", stepId, purpose: "forward" }];
  return state.waitsFor === "rollback_proposal" ? [{ type: "propose", stepId, purpose: "rollback" }] : [];
}

function dispatchOf(stepId: StepId, underway: Underway): Effect {
  if (underway.phase === "measuring") {
    const guard = sealedProposal(underway.proposalBytes).guards?.[underway.readings.length];
    // A reading is stored only with the guard that it reads.
    if (guard === undefined) throw new TypeError(`${underway.readingId} reads no guard`);
    return readingEffect(stepId, underway, guard.name);
  }
  const { attemptId, proposalBytes: bytes, digest } = underway;
  return { type: "dispatch", attemptId, stepId, bytes, digest };
}
