import type { ComputedLevel } from "@steadyhand/core/autonomy";
import type { DivergenceName, Execution, PlannedStep } from "@steadyhand/core/execution";
import type { Actor, ExecutionId, RunbookId, TenantId } from "@steadyhand/core/identity";
import type { Dialect, Judgement } from "@steadyhand/core/risk";
import type { ParsedRunbook, StepId } from "@steadyhand/core/runbook";
import type { Advance } from "./advance-queue.ts";
import type { JudgedCommand } from "./assess.ts";
import type { DivergenceReport } from "./divergence.ts";
import type { RunbookVersion } from "./ports.ts";
import type { GuardRequest } from "./read-guards.ts";
import type { RescanReport, RescanRequest } from "./rescan.ts";

/** Who asks, and for which tenant. */
export interface Caller {
  readonly tenantId: TenantId;
  readonly actor: Actor;
}

/** An execution with the runbook version it runs: all that a view of it needs. */
export interface Snapshot {
  readonly execution: Execution;
  readonly version: RunbookVersion;
  /** The level it stands at, with what caps it. */
  readonly standing: ComputedLevel;
}

/** What a person can ask of an execution. */
export type PersonCommand =
  | { readonly type: "approve"; readonly stepId: StepId; readonly digest: string; readonly typedTarget?: string }
  | { readonly type: "reject"; readonly stepId: StepId; readonly reason: string }
  | { readonly type: "edit"; readonly stepId: StepId; readonly command: string }
  | { readonly type: "add"; readonly after?: StepId; readonly title: string; readonly command: string }
  | { readonly type: "move"; readonly stepId: StepId; readonly after?: StepId }
  | { readonly type: "skip"; readonly stepId: StepId; readonly reason: string }
  | { readonly type: "done"; readonly stepId: StepId; readonly note: string }
  | { readonly type: "retry"; readonly stepId: StepId }
  | { readonly type: "roll_back"; readonly stepId: StepId }
  | { readonly type: "answer"; readonly conditionId: string; readonly holds: boolean }
  | { readonly type: "pause"; readonly reason: string }
  | { readonly type: "resume" }
  | { readonly type: "abort"; readonly reason: string }
  | { readonly type: "roll_back_run"; readonly reason: string };

/** What a person chose for a run. */
export interface StartRequest {
  readonly runbookId: RunbookId;
  readonly version?: number;
  readonly mode: Execution["mode"];
  readonly environment: Execution["environment"];
  /** Default: the target's name. Throws `scope.badly_named`. */
  readonly subject?: string;
  /** Default `default`. Throws `scope.badly_named`. */
  readonly project?: string;
  readonly level?: 1 | 2 | 3 | 4 | 5;
  readonly values: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  /** What must not get worse: read before each change and after it. Throws `guard.refused` for what does not only read. */
  readonly guards?: readonly GuardRequest[];
  /** Takes over the guards of that run, as they were read for it. */
  readonly guardsOf?: ExecutionId;
  /** How long each change settles before it is looked at again, in milliseconds. Default 0. */
  readonly settleMs?: number;
  /** How often a step that only reads is tried again by itself, 0 to 3. Default 0. */
  readonly retries?: number;
  /** Only these of its steps are done. Throws `step.unknown`. */
  readonly only?: readonly StepId[];
  readonly idempotencyKey?: string;
}

/** Live output of a running attempt, secrets removed. */
export interface LiveOutput {
  readonly stepId: StepId;
  readonly attempt: number;
  readonly stream: "stdout" | "stderr";
  readonly text: string;
  readonly at: Date;
}

export interface Watcher {
  /** Called after each stored transition. */
  changed(snapshot: Snapshot): void;
  output(output: LiveOutput): void;
}

/** A step's command with the run's values filled in, and its judgement; absent while a value is missing. */
export interface Inspection {
  readonly resolvedText?: string;
  readonly judgement?: Judgement;
}

/** A command that is only looked at. */
export interface AskedCommand {
  readonly text: string;
  readonly dialect: Dialect;
}

/** Which divergences are wanted, and who reads the text that comes out. */
export interface DivergenceChoice {
  /** Without it: what was edited, added and moved. */
  readonly chosen?: readonly DivergenceName[];
  readonly parse: (text: string) => ParsedRunbook | undefined;
}

/** Loads, decides, stores, then acts: the one way anything happens to an execution. */
export interface Engine {
  /** Takes up what an earlier process left: finishes, resumes, or asks a person, with the evidence. */
  start(): Promise<void>;
  /** What the queue calls: whatever has become due of an execution happens, and what it owes is done. */
  readonly advance: Advance;
  /** Ends running attempts gracefully and records their results. Twice without harm. */
  stop(): Promise<void>;
  /** Judges one command with both keys. */
  judge(caller: Caller, command: AskedCommand, signal?: AbortSignal): Promise<Judgement>;
  /** Judges a runbook's commands by the scanner and what the second key said before. Waits for nobody. */
  assessAtOnce(caller: Caller, parsed: ParsedRunbook): readonly JudgedCommand[];
  /** Judges every command and rollback of a runbook with both keys, all at the same time. Keeps nothing. */
  assess(caller: Caller, parsed: ParsedRunbook, signal?: AbortSignal): Promise<readonly JudgedCommand[]>;
  importRunbook(
    caller: Caller,
    input: { readonly parsed: ParsedRunbook; readonly id?: RunbookId; readonly signal?: AbortSignal },
  ): Promise<{ readonly version: RunbookVersion; readonly isNew: boolean }>;
  /** The stored judgements of a runbook version; those of one kept before there was a place for them are made at once. */
  classificationsOf(caller: Caller, version: RunbookVersion): Promise<readonly JudgedCommand[]>;
  /** Judges kept runbooks again and says what is judged otherwise than before. */
  rescan(caller: Caller, request: RescanRequest): Promise<RescanReport>;
  startExecution(caller: Caller, request: StartRequest): Promise<Snapshot>;
  /** Checks a start and starts nothing. Throws what starting it would be refused with. Answers with the version it is of. */
  checkStart(caller: Caller, request: StartRequest): Promise<{ readonly runbook: RunbookVersion }>;
  /**
   * Starts a run of the same version with the same values that goes on where an ended one stopped: what was verified
   * there is not done again. Throws `execution.not_ended`, and the code of why there is nothing to go on from.
   */
  continueExecution(
    caller: Caller,
    executionId: ExecutionId,
    options?: { readonly idempotencyKey?: string },
  ): Promise<Snapshot>;
  /** A panic reached this execution: its question dies and nothing new starts. A repeat changes nothing. */
  stopForPanic(caller: Caller, executionId: ExecutionId, reason: string): Promise<void>;
  get(caller: Caller, executionId: ExecutionId): Promise<Snapshot>;
  /** Throws an `OpsError` of kind `refused` with the refusal's code when it cannot be done. */
  command(caller: Caller, executionId: ExecutionId, command: PersonCommand): Promise<Snapshot>;
  /** What a run did otherwise than its runbook, and the runbook's text with the chosen parts of it written in. */
  divergence(caller: Caller, executionId: ExecutionId, choice: DivergenceChoice): Promise<DivergenceReport>;
  /** Saves that text as the runbook's next version; a repeat gives the version there is. */
  applyDivergence(
    caller: Caller,
    executionId: ExecutionId,
    choice: DivergenceChoice,
  ): Promise<{ readonly version: RunbookVersion; readonly isNew: boolean; readonly report: DivergenceReport }>;
  inspect(snapshot: Snapshot, step: PlannedStep): Inspection;
  /** Live output so far of the attempt that runs, for a watcher that comes late. */
  outputSoFar(caller: Caller, executionId: ExecutionId): readonly LiveOutput[];
  /** Watches one execution until the returned function is called. */
  watch(caller: Caller, executionId: ExecutionId, watcher: Watcher): () => void;
}
