import type { ParsedStep, StepId } from "@steadyhand/core/runbook";
import type { BranchOf } from "../steps/draft.ts";

/** A step on its way into the merged runbook. */
export interface MergedStep {
  readonly step: ParsedStep;
  /** The forks it stands below, outermost first. */
  readonly branches: readonly BranchOf[];
  /** Its id before the steps were counted anew. */
  readonly was?: StepId;
  /** Its command was accepted just now. */
  readonly isNew?: boolean;
}
