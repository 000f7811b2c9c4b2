import type { Approval } from "../approval/index.ts";
import type { AutonomySettings, Decision, Environment } from "../autonomy/index.ts";
import type { Actor, AttemptId, ExecutionId, RunbookId, TenantId } from "../identity/index.ts";
import type { Target } from "../proposal/index.ts";
import type { Condition, ParsedStep, StepId, Variable } from "../runbook/index.ts";

/**
 * One run of one runbook version, one step at a time.
 *
 * - `running`: its current step moves or waits for an answer.
 * - `paused`: a person stopped it between steps; what was running may end, nothing new starts.
 * - `manual_intervention`: its current step needs more than a yes: a person looks and decides.
 * - `completed` (terminal): every step succeeded, was done by hand or was skipped.
 * - `aborted` (terminal): a person ended it, and nothing of it runs any more.
 */
export type ExecutionPhase = "running" | "paused" | "manual_intervention" | "completed" | "aborted";

/**
 * One step of an execution.
 *
 * - `pending`: its turn has not come.
 * - `ready`: it is its turn. `waitsFor` says on what: the engine's proposal, a person's hand, or a condition's answer.
 * - `awaiting_approval`: its proposal waits for one person's word.
 * - `running` / `rolling_back`: one attempt was dispatched. This is stored before anything starts, so an
 *   attempt that is here may or may not have begun: only the runner's evidence says which.
 * - `verifying`: the attempt has ended and code checks what was fixed before it ran.
 * - `succeeded` (terminal): verified, or a person says it is done.
 * - `failed`: it did not work and offers no rollback, or was rolled back. A person retries, edits, skips or aborts.
 * - `rollback_available`: it did not work and the runbook says how to undo it.
 * - `skipped` (terminal): a person or an answered condition passed over it.
 * - `manual_intervention`: nobody knows what it did, or its approval ended without a yes.
 */
export type StepState =
  | { readonly phase: "pending" }
  | { readonly phase: "ready"; readonly waitsFor: "proposal" | "hand" | "condition"; readonly why: string }
  | {
      readonly phase: "awaiting_approval";
      readonly purpose: Purpose;
      readonly approval: Approval;
      readonly decision: Decision;
      /** Canonical bytes of the proposal that was asked about. */
      readonly proposalBytes: string;
    }
  | Dispatched<"running">
  | Dispatched<"rolling_back">
  | (Dispatched<"verifying"> & { readonly purpose: Purpose; readonly seen: Seen })
  | { readonly phase: "succeeded"; readonly at: Date; readonly how: "verified" | "by_hand"; readonly by?: Actor }
  | { readonly phase: "failed"; readonly at: Date; readonly why: string; readonly isRolledBack: boolean }
  | { readonly phase: "rollback_available"; readonly at: Date; readonly why: string }
  | { readonly phase: "skipped"; readonly at: Date; readonly why: string; readonly by?: Actor }
  | { readonly phase: "manual_intervention"; readonly at: Date; readonly code: string; readonly why: string };

/** What an ended attempt showed, as far as its verification needs it. */
export interface Seen extends Omit<AttemptResult, "attemptId" | "output"> {
  /** Whether the expected text stood in the output; absent when the runbook names none. */
  readonly hasExpectedOutput?: boolean;
}

interface Dispatched<Phase extends string> {
  readonly phase: Phase;
  readonly attempt: number;
  readonly attemptId: AttemptId;
  readonly digest: string;
  readonly proposalBytes: string;
  readonly dispatchedAt: Date;
}

export type Purpose = "forward" | "rollback";
export type StepPhase = StepState["phase"];

/** How one attempt ended. `unknown`: nobody can say whether, or how far, it ran. It is never repeated by itself. */
export type AttemptOutcome = "succeeded" | "failed" | "timed_out" | "cancelled" | "killed" | "not_started" | "unknown";

/** What the runner saw of one attempt. */
export interface AttemptResult {
  readonly attemptId: AttemptId;
  readonly outcome: AttemptOutcome;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly startedAt?: Date;
  readonly endedAt: Date;
  readonly stdout: OutputSummary;
  readonly stderr: OutputSummary;
  /** What stood in the way, or what is not known. */
  readonly detail?: string;
  /** Processes the step left behind, which were ended. */
  readonly orphans: readonly { readonly pid: number; readonly command: string }[];
  /** Kept output with secrets removed, for the check and for people. */
  readonly output: { readonly stdout: string; readonly stderr: string };
}

/** One stream of an attempt: counted and hashed in full, kept in part. */
export interface OutputSummary {
  readonly bytes: number;
  readonly keptBytes: number;
  /** Hex, over all bytes that came. */
  readonly sha256: string;
  readonly truncated: boolean;
}

/** A step as the execution needs it. It never changes during a run; edits live in the execution. */
export interface PlannedStep
  extends Pick<ParsedStep, "id" | "number" | "title" | "description" | "section" | "variables" | "condition"> {
  readonly command?: { readonly text: string; readonly dialect: "shell" | "sql" };
  readonly rollback?: { readonly text: string; readonly dialect: "shell" | "sql" };
  readonly expect?: string;
  /** The part of `expect` that code can look for in the output: what the runbook quotes or marks as code. */
  readonly outputIncludes?: string;
}

/** What is to be done: the steps of one runbook version in order. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  readonly conditions: readonly Pick<Condition, "id" | "text" | "then" | "otherwise">[];
  readonly variables: readonly Pick<Variable, "name" | "type" | "setBy" | "default">[];
}

export interface Execution {
  readonly id: ExecutionId;
  readonly tenantId: TenantId;
  readonly runbook: {
    readonly id: RunbookId;
    readonly version: number;
    readonly title: string;
    readonly sourceSha256: string;
  };
  /** `instructions`: nothing runs; a person follows the resolved commands and ticks them off. */
  readonly mode: "run" | "instructions";
  readonly target: Target;
  readonly environment: Environment;
  readonly settings: AutonomySettings;
  /** Values of the runbook's variables, by name. */
  readonly values: Readonly<Record<string, string>>;
  /** Variables whose values are secrets: they are removed from everything that is recorded or shown. */
  readonly secretNames: readonly string[];
  readonly workingDirectory: string;
  readonly startedBy: Actor;
  readonly startedAt: Date;
  readonly endedAt?: Date;
  readonly phase: ExecutionPhase;
  /** Set when a person asked to abort while something ran: the run ends once that is seen to have ended. */
  readonly abortAsked?: { readonly by: Actor; readonly at: Date; readonly reason: string };
  /** State of each step whose turn has come; the others are `pending`. */
  readonly steps: Readonly<Record<StepId, StepState>>;
  /** How many attempts each step has had, rollbacks included. */
  readonly attempts: Readonly<Record<StepId, number>>;
  /** Commands that a person changed for this run. */
  readonly edits: Readonly<Record<StepId, string>>;
  /** Answers to the runbook's conditions. */
  readonly answers: Readonly<Record<string, boolean>>;
  /** Counts transitions; the next one stores `sequence + 1`. */
  readonly sequence: number;
}

/** What the ledger must say of a transition. The engine adds tenant, time and actor. */
export interface Fact {
  readonly type: FactType;
  readonly actor: Actor;
  readonly stepId?: StepId;
  readonly attempt?: number;
  readonly outcome: "ok" | "refused" | "failed" | "unknown";
  readonly why: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The approval that was asked or answered, kept for ever beside the ledger. */
  readonly approval?: { readonly approval: Approval; readonly proposalBytes: string };
}

/** The closed list of what can be recorded of an execution. docs/event-types.md says what each one holds. */
export type FactType =
  | "execution.started"
  | "execution.paused"
  | "execution.resumed"
  | "execution.abort_asked"
  | "execution.aborted"
  | "execution.completed"
  | "condition.answered"
  | "step.proposed"
  | "step.edited"
  | "step.skipped"
  | "step.approved"
  | "step.rejected"
  | "step.done_by_hand"
  | "step.dispatched"
  | "step.auto_executed"
  | "step.executed"
  | "step.verified"
  | "step.late_result"
  | "step.rollback_asked"
  | "step.rolled_back"
  | "step.needs_person"
  | "step.retried"
  | "approval.requested"
  | "approval.expired"
  | "approval.voided"
  | "command.refused";
