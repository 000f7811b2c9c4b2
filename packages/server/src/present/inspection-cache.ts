import { type StepState, stepState } from "@steadyhand/core/execution";
import type { Inspection } from "@steadyhand/engine";
import type { Inspect } from "./step.ts";

const mostEntries = 10_000;

/**
 * Remembers how steps were judged. A run's values and runbook never change, so a step's judgement only changes
 * with its edit, or with the second key's answer; without this a run of 2,000 steps would be judged whole at every answer.
 */
export function cacheInspections(inspect: Inspect): Inspect {
  const known = new Map<string, Inspection>();
  return (snapshot, step) => {
    const { execution } = snapshot;
    const key = `${execution.id}/${step.id}/${sealedIn(stepState(execution, step.id))}/${execution.edits[step.id] ?? ""}`;
    const found = known.get(key);
    if (found) return found;
    const inspection = inspect(snapshot, step);
    if (!isSettled(inspection)) return inspection;
    if (known.size >= mostEntries) known.clear();
    known.set(key, inspection);
    return inspection;
  };
}

/** Under which proposal a step was asked about: the second key's answer is the one that was sealed into it. */
function sealedIn(state: StepState): string {
  if (state.phase === "awaiting_approval") return state.approval.request.digest;
  return "digest" in state ? state.digest : "";
}

/** A second key that was not asked yet may still answer. */
function isSettled({ judgement }: Inspection): boolean {
  return judgement?.secondKey.state !== "absent" || judgement.secondKey.code === "not_configured";
}
