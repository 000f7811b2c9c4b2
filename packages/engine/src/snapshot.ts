import type { ComputedLevel } from "@steadyhand/core/autonomy";
import { type Execution, planFor } from "@steadyhand/core/execution";
import type { Snapshot } from "./engine.ts";
import type { RunbookVersion } from "./ports.ts";

/** An execution with the runbook version it runs, whose plan is this run's, and the level it stands at. */
export function snapshotOf(execution: Execution, version: RunbookVersion, standing: ComputedLevel): Snapshot {
  return { execution, version: planned(execution, version), standing };
}

/** A runbook version with this run's plan: with what people added and moved. */
export function planned(execution: Execution, version: RunbookVersion): RunbookVersion {
  const plan = planFor(execution, version.plan);
  return plan === version.plan ? version : { ...version, plan };
}
