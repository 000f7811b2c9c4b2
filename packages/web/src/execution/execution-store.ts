import type { ApprovalWire, ExecutionHeadWire, ExecutionUpdateWire, ExecutionWire, StepWire } from "@steadyhand/api";

/** An execution as last heard of. */
export interface ExecutionView {
  readonly head: ExecutionHeadWire;
  readonly steps: readonly StepWire[];
}

/**
 * Takes in what the stream or an answer says. Steps that did not change keep their identity, so that only rows that
 * changed are drawn again. What is older than what is known changes nothing.
 */
export function applyUpdate(
  view: ExecutionView | undefined,
  { head, steps }: ExecutionUpdateWire,
  { isFull }: { readonly isFull: boolean },
): ExecutionView | undefined {
  if (view && head.sequence < view.head.sequence) return view;
  if (!view) return isFull ? { head, steps } : undefined;
  const known = new Map(view.steps.map((step) => [step.id, step]));
  if (isFull) return { head, steps: steps.map((step) => keepIdentity(known.get(step.id), step)) };
  const changed = new Map(steps.map((step) => [step.id, step]));
  return { head, steps: view.steps.map((step) => keepIdentity(step, changed.get(step.id) ?? step)) };
}

function keepIdentity(before: StepWire | undefined, after: StepWire): StepWire {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

/** What an answer of the API says, in the shape of the stream's updates. */
export function asUpdate({ steps, ...head }: ExecutionWire): ExecutionUpdateWire {
  return { head, steps };
}

export function currentStep({ steps }: ExecutionView): StepWire | undefined {
  return steps.find(({ isCurrent }) => isCurrent);
}

/** The question that waits for an answer right now. */
export function waitingApproval(view: ExecutionView): ApprovalWire | undefined {
  const step = currentStep(view);
  return step?.phase === "awaiting_approval" ? step.approval : undefined;
}
