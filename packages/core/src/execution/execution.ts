import type { Approval } from "../approval/index.ts";
import type { Environment, Level } from "../autonomy/index.ts";
import type { Actor, AttemptId, ExecutionId, RunbookId, TenantId } from "../identity/index.ts";
import type { Target } from "../proposal/index.ts";
import type { Dialect } from "../risk/index.ts";
import type { Condition, ParsedStep, StepId, Variable } from "../runbook/index.ts";
import type { PlanChanges } from "./plan-for.ts";
import type { Guard } from "./reading.ts";
import type { StepState } from "./step-state.ts";

/**
 * One run of one runbook version, one step at a time.
 *
 * - `running`: its current step moves or waits for an answer.
 * - `paused`: nothing new starts; what was running may end. `pausedBy` says whether a person did it, a panic, or the
 *   breaker that stops a step which fails again and again.
 * - `manual_intervention`: its current step needs more than a yes: a person looks and decides.
 * - `completed` (terminal): every step succeeded, was done by hand or was skipped.
 * - `aborted` (terminal): a person ended it, and nothing of it runs any more. Of these two a person may open one again, once,
 *   to have all of it taken back.
 * - `rolled_back` (terminal): a person asked to take all of it back, and each step is undone or was let stand by a person.
 */
export type ExecutionPhase = "running" | "paused" | "manual_intervention" | "completed" | "aborted" | "rolled_back";

export type Purpose = "forward" | "rollback";

/** How one attempt ended. `unknown`: nobody can say whether, or how far, it ran. It is never repeated by itself. */
export type AttemptOutcome = "succeeded" | "failed" | "timed_out" | "cancelled" | "killed" | "not_started" | "unknown";

/** What the runner saw of one attempt. */
export interface AttemptResult {
  readonly attemptId: AttemptId;
  /** The guard that it read; absent for the step's own attempts. */
  readonly guard?: string;
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
  /** What is kept of that, as the record holds it. */
  readonly kept?: { readonly stdout: KeptStream; readonly stderr: KeptStream };
}

/** The kept text of one stream, secrets removed: what the record says of it, while the text itself lies elsewhere. */
export interface KeptStream {
  /** Of the text in UTF-8. */
  readonly bytes: number;
  /** Hex, over those. */
  readonly sha256: string;
  /** The first 500 characters. */
  readonly start: string;
  /** `store`: where blobs belong. `database`: it waits there, sealed. `nowhere`: it could not be kept. `empty`: there was none. */
  readonly place: "store" | "database" | "nowhere" | "empty";
  /** What kept it from its place. */
  readonly why?: string;
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
  extends Pick<
    ParsedStep,
    "id" | "number" | "title" | "description" | "section" | "variables" | "condition" | "terms"
  > {
  readonly command?: { readonly text: string; readonly dialect: Dialect };
  readonly rollback?: { readonly text: string; readonly dialect: Dialect };
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
  /**
   * `instructions`: nothing runs; a person follows the resolved commands and ticks them off. `dry_run`: everything but the
   * effect; each step is proposed and judged, and nobody is asked.
   */
  readonly mode: "run" | "instructions" | "dry_run";
  readonly target: Target;
  /** What it changes, as levels, limits and "one change at a time" know it; the target's name unless a person says otherwise. */
  readonly subject: string;
  /** What its subject belongs to; `default` unless a person says otherwise. */
  readonly project: string;
  readonly environment: Environment;
  readonly settings: RunSettings;
  /** Values of the runbook's variables, by name. */
  readonly values: Readonly<Record<string, string>>;
  /** Variables whose values are secrets: they are removed from everything that is recorded or shown. */
  readonly secretNames: readonly string[];
  readonly workingDirectory: string;
  /** What must not get worse: read before each change and after its settling time. */
  readonly guards?: readonly Guard[];
  /** How long a change settles before the guards are read again, in milliseconds. Default 0. */
  readonly settleMs?: number;
  /** How often a step that only reads is tried again by itself: 0 to 3. Default 0. */
  readonly retries?: number;
  /** The only steps of the plan that are done in this run: a follow-up of one step. All of them when not given. */
  readonly only?: readonly StepId[];
  /** The run whose verified steps this one took over. */
  readonly continues?: ExecutionId;
  readonly startedBy: Actor;
  readonly startedAt: Date;
  readonly endedAt?: Date;
  readonly phase: ExecutionPhase;
  /** Set while it is paused. */
  readonly pausedBy?: "person" | "panic" | "breaker";
  /** Set once a person asked to take all of it back. */
  readonly undo?: Undo;
  /** When each step failed, newest last, as far back as the breaker looks. */
  readonly failures?: Readonly<Record<StepId, readonly Date[]>>;
  /** Set when a person asked to abort while something ran: the run ends once that is seen to have ended. */
  readonly abortAsked?: { readonly by: Actor; readonly at: Date; readonly reason: string };
  /** State of each step whose turn has come; the others are `pending`. */
  readonly steps: Readonly<Record<StepId, StepState>>;
  /** How many attempts each step has had, rollbacks included. */
  readonly attempts: Readonly<Record<StepId, number>>;
  /** Commands that a person changed for this run. */
  readonly edits: Readonly<Record<StepId, string>>;
  /** Everybody who added a step or changed its command in this run, newest last. Not kept in records of before. */
  readonly authors?: Readonly<Record<StepId, readonly Actor[]>>;
  /** Steps that people added to this run or did at another place. */
  readonly changes?: PlanChanges;
  /** Answers to the runbook's conditions. */
  readonly answers: Readonly<Record<string, boolean>>;
  /** Counts transitions; the next one stores `sequence + 1`. */
  readonly sequence: number;
}

/** What a person chose for a run, as far as the gate must know. Everything else that it judges by is read afresh. */
export interface RunSettings {
  /** Without one the environment's standard holds. */
  readonly requestedLevel?: Level;
  /** Whether the target may be broken and thrown away. */
  readonly targetIsDisposable: boolean;
}

/** The way back of a whole run: which steps are undone, newest first. */
export interface Undo {
  readonly by: Actor;
  readonly at: Date;
  readonly reason: string;
  readonly steps: readonly StepId[];
  /** The step in hand; absent before the first. */
  readonly current?: StepId;
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
  | "execution.taken_over"
  | "execution.paused"
  | "execution.resumed"
  | "execution.abort_asked"
  | "execution.aborted"
  | "execution.completed"
  | "execution.rollback_asked"
  | "execution.rolled_back"
  | "condition.answered"
  | "step.proposed"
  | "step.edited"
  | "step.added"
  | "step.moved"
  | "divergence.detected"
  | "step.skipped"
  | "step.approved"
  | "step.rejected"
  | "step.done_by_hand"
  | "step.dispatched"
  | "step.auto_executed"
  | "step.executed"
  | "note.written"
  | "step.verified"
  | "step.late_result"
  | "step.rollback_asked"
  | "step.rolled_back"
  | "step.needs_person"
  | "step.retried"
  | "step.retry_planned"
  | "step.previewed"
  | "step.taken_over"
  | "step.reading"
  | "step.measured"
  | "step.assessed"
  | "step.worsened"
  | "step.contact_lost"
  | "step.contact_found"
  | "step.left_in_place"
  | "approval.requested"
  | "approval.granted"
  | "approval.escalated"
  | "approval.expired"
  | "approval.voided"
  | "command.refused";
