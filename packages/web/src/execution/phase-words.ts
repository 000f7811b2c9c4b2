import type { AttemptWire, ExecutionSummaryWire, StepWire } from "@steadyhand/api";
import type { MarkShape } from "../timeline/index.ts";

export interface PhaseLook {
  readonly word: string;
  readonly shape: MarkShape;
  readonly tone: "quiet" | "plain" | "good" | "now";
  readonly isBlind?: boolean;
}

type StepPhase = StepWire["phase"];

const steps: Readonly<Record<StepPhase, PhaseLook>> = {
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
};

const hasNotRun: ReadonlySet<StepPhase> = new Set(["pending", "ready", "awaiting_approval"]);
const notRun: PhaseLook = { word: "Not run", shape: "ring", tone: "quiet" };

/** How a step's phase looks, and what it is called. An outcome that nobody knows is blind. */
export function stepLook(
  { phase, code, waitsFor, why }: StepWire,
  execution?: ExecutionSummaryWire["phase"],
): PhaseLook {
  const look = steps[phase];
  if (isOutcomeUnknown({ phase, code })) return { ...look, word: "Unknown: look at the target", isBlind: true };
  // An aborted execution leaves its steps where they were: nothing of it waits for anybody any more.
  if (execution === "aborted" && hasNotRun.has(phase))
    return steps.pending === look ? notRun : { ...notRun, shape: "stop" };
  if (phase === "ready" && waitsFor === "hand") return { ...look, word: "Waits for your hand" };
  if (phase === "ready" && waitsFor === "condition") return { ...look, word: "Waits for an answer" };
  if (phase === "ready") return { ...look, word: execution === "paused" ? "Paused before this step" : "Being judged" };
  if (phase === "succeeded" && why === "done by hand") return { ...look, word: "Done by hand" };
  return look;
}

/** Whether nobody can say how far a step ran. */
export function isOutcomeUnknown({ phase, code }: Pick<StepWire, "phase" | "code">): boolean {
  return phase === "manual_intervention" && code === "attempt.unknown";
}

/** Whether an attempt of it runs, or may run. */
export function isMoving({ phase }: Pick<StepWire, "phase">): boolean {
  return phase === "running" || phase === "rolling_back" || phase === "verifying";
}

const executions: Readonly<Record<ExecutionSummaryWire["phase"], PhaseLook>> = {
  running: { word: "Running", shape: "run", tone: "now" },
  paused: { word: "Paused", shape: "dot", tone: "plain" },
  manual_intervention: { word: "Needs a person", shape: "alert", tone: "plain" },
  completed: { word: "Completed", shape: "check", tone: "good" },
  aborted: { word: "Aborted", shape: "stop", tone: "plain" },
};

export function executionLook({ phase }: Pick<ExecutionSummaryWire, "phase">): PhaseLook {
  return executions[phase];
}

const attempts: Readonly<Record<AttemptWire["outcome"], PhaseLook>> = {
  succeeded: { word: "Ended by itself", shape: "check", tone: "good" },
  failed: { word: "Failed", shape: "cross", tone: "plain" },
  timed_out: { word: "Took too long and was ended", shape: "cross", tone: "plain" },
  cancelled: { word: "Cancelled", shape: "stop", tone: "plain" },
  killed: { word: "Killed", shape: "stop", tone: "plain" },
  not_started: { word: "Did not start", shape: "ring", tone: "plain" },
  unknown: { word: "Unknown: look at the target", shape: "question", tone: "plain", isBlind: true },
};

export function attemptLook({ outcome }: Pick<AttemptWire, "outcome">): PhaseLook {
  return attempts[outcome];
}

/** What is said aloud when an execution comes to stand at another place. */
export function announce(step: StepWire | undefined, execution: Pick<ExecutionSummaryWire, "phase">): string {
  if (step === undefined) return `The execution is ${executionLook(execution).word.toLowerCase()}.`;
  const risk = step.approval ? `, ${step.approval.judgement.final}` : "";
  return `Step ${step.number}, ${step.title}: ${stepLook(step).word}${risk}.`;
}
