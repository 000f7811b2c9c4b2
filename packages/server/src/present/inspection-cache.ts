import type { Inspection } from "@steadyhand/engine";
import type { Inspect } from "./step.ts";

const mostEntries = 10_000;

/**
 * Remembers how steps were judged. A run's values and runbook never change, so a step's judgement only changes
 * with its edit; without this a run of 2,000 steps would be judged whole at every answer.
 */
export function cacheInspections(inspect: Inspect): Inspect {
  const known = new Map<string, Inspection>();
  return (snapshot, step) => {
    const { execution } = snapshot;
    const key = `${execution.id}/${step.id}/${execution.edits[step.id] ?? ""}`;
    const found = known.get(key);
    if (found) return found;
    const inspection = inspect(snapshot, step);
    if (known.size >= mostEntries) known.clear();
    known.set(key, inspection);
    return inspection;
  };
}
