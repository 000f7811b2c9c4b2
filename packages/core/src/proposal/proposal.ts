import type { ActionValue } from "../action/index.ts";
import type { ActionClass, Environment } from "../autonomy/index.ts";
import type { Actor, ExecutionId, RunbookId } from "../identity/index.ts";
import type { Evidence, MergedRisk, Risk, SecondKey, SuggestedRollback } from "../risk/index.ts";
import type { StepId } from "../runbook/index.ts";

/** What will really be run: words for a program, a script for `bash -euo pipefail`, or a typed action. */
export type ResolvedCommand =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "shell"; readonly script: string }
  | {
      readonly kind: "action";
      readonly name: string;
      /** The meaning of its parameters. */
      readonly version: number;
      readonly parameters: Readonly<Record<string, ActionValue>>;
    };

/**
 * What is acted on: the machine that commands run on, or the subject whose own action it is. Its name is what a person types to approve
 * something dangerous.
 */
export interface Target {
  readonly kind: "local" | "subject";
  readonly name: string;
  readonly isDisposable: boolean;
}

/** How code will know that it worked. Fixed before the step runs. */
export interface Verification {
  readonly exitStatus: 0;
  /** A text that must be in the output, where the runbook names one. */
  readonly outputIncludes?: string;
}

export type BlastRadius = "one" | "many" | "all" | "unknown";

/** One thing that could be done, complete enough to be judged, approved, run, verified and undone. */
export interface Proposal {
  readonly executionId: ExecutionId;
  readonly stepId: StepId;
  /** Counts from 1 for each step; forward tries and rollbacks count together. */
  readonly attempt: number;
  readonly purpose: "forward" | "rollback";
  readonly command: ResolvedCommand;
  readonly target: Target;
  readonly environment: Environment;
  /** Who wrote its command last in this run, else who started the run. */
  readonly proposedBy: Actor;
  /** Who started the run, then everybody who wrote its command in it: none of them is a second pair of eyes. Absent in records of before. */
  readonly proposers?: readonly Actor[];
  readonly why: string;
  readonly risk: {
    readonly merged: MergedRisk;
    readonly scanner: Risk;
    readonly evidence: readonly Evidence[];
    readonly secondKey: SecondKey;
    readonly scannerVersion: string;
    /** What would take it back where the runbook does not say, and what the scanner says of that. */
    readonly suggestedRollback?: SuggestedRollback;
  };
  /** Everything that it does, worst first, told from the evidence; never empty. */
  readonly actionClasses: readonly ActionClass[];
  readonly blastRadius: BlastRadius;
  /** Whether what it does can be taken back; absent where no table says so. */
  readonly isReversible?: boolean;
  /** Whether doing it twice is the same as doing it once. */
  readonly isIdempotent: boolean;
  readonly verification: Verification;
  /** What must not get worse by it: read before it runs, and again once it has settled. */
  readonly guards?: readonly {
    readonly name: string;
    readonly command: ResolvedCommand;
    readonly outputIncludes?: string;
  }[];
  /** How long it settles before the guards are read again. Default 0. */
  readonly settleMs?: number;
  /** How the runbook says to undo it, already judged. */
  readonly rollback?: {
    readonly command: ResolvedCommand;
    readonly risk: MergedRisk;
    /** Kept with it, so that the same answer counts when the proposal is built again for its approval. */
    readonly secondKey: SecondKey;
  };
  readonly workingDirectory: string;
  /** Names of the variables the process will see. Their values stay out of the record. */
  readonly environmentNames: readonly string[];
  readonly timeoutMs: number;
  /** What it was judged against. When one of these changes, every approval of it is void. */
  readonly dependsOn: {
    readonly runbook: { readonly id: RunbookId; readonly version: number; readonly sourceSha256: string };
    readonly policySha256: string;
    /** Over the names and values of the variables the process will see. */
    readonly environmentSha256: string;
    /** Of the file of the subject whose own action it is. */
    readonly subjectFileSha256?: string;
  };
}
