import type { AttemptWire, ExecutionSummaryWire, PreviewWire, StepWire } from "@steadyhand/api";
import type { Look } from "../timeline/index.ts";

type StepPhase = StepWire["phase"];

const steps: Readonly<Record<StepPhase, Look>> = {
  pending: { word: "Not yet its turn", shape: "ring", tone: "quiet" },
  ready: { word: "Its turn", shape: "dot", tone: "now" },
  awaiting_approval: { word: "Waits for your word", shape: "question", tone: "now" },
  running: { word: "Running", shape: "run", tone: "now" },
  rolling_back: { word: "Rolling back", shape: "back", tone: "now" },
  verifying: { word: "Being verified", shape: "verify", tone: "now" },
  succeeded: { word: "Succeeded", shape: "check", tone: "good" },
  failed: { word: "Failed", shape: "cross", tone: "plain" },
  rollback_available: { word: "Failed, can be rolled back", shape: "undo", tone: "plain" },
  skipped: { word: "Skipped", shape: "skip", tone: "quiet" },
  manual_intervention: { word: "Needs a person", shape: "alert", tone: "plain" },
  measuring: { word: "Its guards are read", shape: "verify", tone: "now" },
  settling: { word: "Settling", shape: "verify", tone: "now" },
  lost_contact: { word: "Lost contact", shape: "question", tone: "plain", isBlind: true },
  previewed: { word: "Previewed", shape: "ring", tone: "plain" },
  rolled_back: { word: "Rolled back", shape: "undo", tone: "plain" },
  left_in_place: { word: "Left in place", shape: "skip", tone: "quiet" },
};

/** An execution with a question that nobody has answered. */
export const waitingLook: Look = steps.awaiting_approval;

const would: Readonly<Record<PreviewWire["would"], string>> = {
  run: "Would run by itself",
  approve: "Would wait for a yes",
  by_hand: "Would be left to your hand",
  refuse: "Would not run",
};

const hasNotRun: ReadonlySet<StepPhase> = new Set(["pending", "ready", "awaiting_approval"]);
const notRun: Look = { word: "Not run", shape: "ring", tone: "quiet" };

/** How a step's phase looks, and what it is called. An outcome that nobody knows is blind. */
export function stepLook(
  { phase, code, waitsFor, why, outcome, isHeld, preview }: StepWire,
  execution?: ExecutionSummaryWire["phase"],
): Look {
  const look = steps[phase];
  if (isOutcomeUnknown({ phase, code })) return { ...look, word: "Unknown: look at the target", isBlind: true };
  // An execution that was given up leaves its steps where they were: nothing of it waits for anybody any more.
  if ((execution === "aborted" || execution === "rolled_back") && hasNotRun.has(phase))
    return steps.pending === look ? notRun : { ...notRun, shape: "stop" };
  if (isHeld) return { word: "Paused where it stood", shape: "stop", tone: "plain" };
  if (preview) return { ...look, word: would[preview.would] };
  if (outcome === "worse") return { ...look, word: "Made it worse", shape: "alert" };
  if (phase === "ready" && waitsFor === "retry") return { ...look, word: "Is tried again soon" };
  if (phase === "ready" && waitsFor === "hand") return { ...look, word: "Waits for your hand" };
  if (phase === "ready" && waitsFor === "condition") return { ...look, word: "Waits for an answer" };
  if (phase === "ready") return { ...look, word: execution === "paused" ? "Paused before this step" : "Being judged" };
  if (phase === "succeeded" && why === "done by hand") return { ...look, word: "Done by hand" };
  return look;
}

/** Whether nobody can say how far a step ran. */
export function isOutcomeUnknown({ phase, code }: Pick<StepWire, "phase" | "code">): boolean {
  return phase === "manual_intervention" && (code === "attempt.unknown" || code === "outcome.unknown");
}

/** Whether an attempt of it runs, or may run. */
export function isMoving({ phase }: Pick<StepWire, "phase">): boolean {
  return moving.has(phase);
}

const moving: ReadonlySet<StepPhase> = new Set([
  "measuring",
  "running",
  "rolling_back",
  "lost_contact",
  "verifying",
  "settling",
]);

/** Whether nothing more will happen to an execution. */
export function hasEnded({ phase }: Pick<ExecutionSummaryWire, "phase">): boolean {
  return phase === "completed" || phase === "aborted" || phase === "rolled_back";
}

const executions: Readonly<Record<ExecutionSummaryWire["phase"], Look>> = {
  running: { word: "Running", shape: "run", tone: "now" },
  paused: { word: "Paused", shape: "dot", tone: "plain" },
  manual_intervention: { word: "Needs a person", shape: "alert", tone: "plain" },
  completed: { word: "Completed", shape: "check", tone: "good" },
  aborted: { word: "Aborted", shape: "stop", tone: "plain" },
  rolled_back: { word: "Rolled back", shape: "undo", tone: "plain" },
};

export function executionLook({
  phase,
  mode,
}: Pick<ExecutionSummaryWire, "phase"> & Partial<Pick<ExecutionSummaryWire, "mode">>): Look {
  // Nothing has run, so nothing is green.
  if (mode === "dry_run" && phase === "completed") return { word: "Previewed", shape: "ring", tone: "plain" };
  return executions[phase];
}

const attempts: Readonly<Record<AttemptWire["outcome"], Look>> = {
  succeeded: { word: "Ended by itself", shape: "check", tone: "good" },
  failed: { word: "Failed", shape: "cross", tone: "plain" },
  timed_out: { word: "Took too long and was ended", shape: "cross", tone: "plain" },
  cancelled: { word: "Cancelled", shape: "stop", tone: "plain" },
  killed: { word: "Killed", shape: "stop", tone: "plain" },
  not_started: { word: "Did not start", shape: "ring", tone: "plain" },
  unknown: { word: "Unknown: look at the target", shape: "question", tone: "plain", isBlind: true },
};

export function attemptLook({ outcome }: Pick<AttemptWire, "outcome">): Look {
  return attempts[outcome];
}

/** What is said aloud when an execution comes to stand at another place. */
export function announce(step: StepWire | undefined, execution: Pick<ExecutionSummaryWire, "phase">): string {
  if (step === undefined) return `The execution is ${executionLook(execution).word.toLowerCase()}.`;
  const risk = step.approval ? `, ${step.approval.judgement.final}` : "";
  return `Step ${step.number}, ${step.title}: ${stepLook(step).word}${risk}.`;
}
