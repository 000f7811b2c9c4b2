import type { AttemptId } from "../identity/index.ts";
import type { Proposal } from "../proposal/index.ts";
import type { StepId } from "../runbook/index.ts";
import type { Effect } from "./events.ts";
import type { Measuring, StepState, Underway } from "./step-state.ts";

/** The dispatch of a reading that is stored as underway. */
export function readingEffect(stepId: StepId, measuring: Measuring, guard: string): Effect {
  const { readingId: attemptId, proposalBytes: bytes, digest } = measuring;
  return { type: "dispatch", attemptId, stepId, bytes, digest, guard };
}

/** What is underway of a step, also while nobody can be asked about it. */
export function underwayOf(state: StepState): Underway | undefined {
  switch (state.phase) {
    case "running":
    case "rolling_back":
    case "measuring":
      return state;
    case "lost_contact":
      return state.was;
    default:
      return undefined;
  }
}

/** The attempt whose end is awaited. */
export function awaitedId(underway: Underway): AttemptId {
  return underway.phase === "measuring" ? underway.readingId : underway.attemptId;
}

/** When the awaited attempt was dispatched. */
export function awaitedSince(underway: Underway): Date {
  return underway.phase === "measuring" ? underway.readingAt : underway.dispatchedAt;
}

/** Reads sealed bytes back. They were sealed by us and their digest is checked before they run, so they hold a proposal. */
export function sealedProposal(bytes: string): Proposal {
  return JSON.parse(bytes) as Proposal;
}
