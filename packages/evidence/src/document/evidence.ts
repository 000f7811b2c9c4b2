import type { Checkpoint } from "@steadyhand/core/audit";
import type { Actor } from "@steadyhand/core/identity";
import type { RunStory, StepName } from "../story/index.ts";

/** One thing that does not hold. */
export interface Problem {
  /** Stable: what people search for. */
  readonly code: string;
  readonly says: string;
}

/** The signed export of the execution that was read and checked. */
export interface SignedExport {
  readonly events: number;
  readonly hidden: number;
  readonly first: number;
  readonly last: number;
}

/** That the execution's last event is in the ledger that the newest checkpoint states. */
export interface LastIncluded {
  readonly sequence: number;
  readonly checkpoint: Checkpoint;
  /** The checkpoint's line with its signature and no frontier: it is read as any other. */
  readonly line: string;
}

/** What the check of the record found at the moment the document was made. */
export type RecordCheck = {
  readonly at: Date;
  /** Of the public key that must have signed. */
  readonly keyId: string;
} & (
  | { readonly isWhole: true; readonly signed: SignedExport; readonly inclusion: LastIncluded }
  /** Something does not hold, or could not be established. */
  | {
      readonly isWhole: false;
      readonly problems: readonly Problem[];
      readonly signed?: SignedExport;
      readonly inclusion?: LastIncluded;
    }
);

/** The beginning of what an attempt wrote, where the record itself does not hold it. */
export interface KeptElsewhere {
  readonly stepId: string;
  readonly attempt: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** All that a document is made of: the same gives the same bytes. */
export interface Evidence {
  readonly executionId: string;
  readonly tenantId: string;
  readonly story: RunStory;
  /** The steps of the run in order, as its plan names them. */
  readonly names: readonly StepName[];
  readonly outputs: readonly KeptElsewhere[];
  readonly check: RecordCheck;
  readonly takenBy: Actor;
  readonly takenAt: Date;
}
