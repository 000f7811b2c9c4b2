import type { ApprovalWire, ExecutionWire, StepWire } from "@steadyhand/api";

/** What an execution needs of a person now. `key` changes whenever an answer to it would mean something else. */
export type Situation =
  | { readonly kind: "ended"; readonly key: string }
  /** Something runs, or the server is about to go on by itself. */
  | { readonly kind: "moving"; readonly key: string; readonly step: StepWire | undefined }
  | { readonly kind: "paused"; readonly key: string; readonly step: StepWire | undefined }
  | { readonly kind: "approval"; readonly key: string; readonly step: StepWire; readonly approval: ApprovalWire }
  | { readonly kind: "condition"; readonly key: string; readonly step: StepWire }
  | { readonly kind: "hand"; readonly key: string; readonly step: StepWire }
  | { readonly kind: "trouble"; readonly key: string; readonly step: StepWire };

/** Reads what an execution waits for. */
export function situationOf(execution: ExecutionWire): Situation {
  const { phase, steps, abortAsked } = execution;
  if (hasEnded(execution)) return { kind: "ended", key: phase };
  const step = steps.find(({ isCurrent }) => isCurrent);
  const key = `${step?.id ?? "none"}:${step?.phase ?? "none"}:${step?.attempt ?? 0}`;
  if (abortAsked || step === undefined || isMoving(step)) return { kind: "moving", key, step };
  if (phase === "paused") return { kind: "paused", key: `paused:${key}`, step };
  if (step.phase === "awaiting_approval") {
    const { approval } = step;
    // Without its approval there is nothing to draw, and so nothing to answer.
    if (approval === undefined) return { kind: "moving", key, step };
    return { kind: "approval", key: `approval:${approval.id}:${approval.digest}`, step, approval };
  }
  if (step.phase !== "ready") return { kind: "trouble", key: `${key}:${step.at ?? ""}`, step };
  if (step.waitsFor === "condition") return { kind: "condition", key: `condition:${step.id}`, step };
  // An edit changes what is to be done by hand without changing the step's phase.
  if (step.waitsFor === "hand") return { kind: "hand", key: `hand:${key}:${step.resolvedText ?? ""}`, step };
  return { kind: "moving", key, step };
}

/** Whether nothing more will happen to an execution. */
export function hasEnded({ phase }: Pick<ExecutionWire, "phase">): boolean {
  return phase === "completed" || phase === "aborted" || phase === "rolled_back";
}

const movingPhases: ReadonlySet<StepWire["phase"]> = new Set([
  "pending",
  "measuring",
  "running",
  "rolling_back",
  "lost_contact",
  "verifying",
  "settling",
]);

/** What a panic paused does not move: somebody has to resume it. */
function isMoving({ phase, isHeld }: StepWire): boolean {
  return movingPhases.has(phase) && !isHeld;
}
