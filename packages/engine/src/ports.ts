import type { ActionSubject } from "@steadyhand/core/action";
import type { Approval, GrantPace, People } from "@steadyhand/core/approval";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { StoredCircumstances } from "@steadyhand/core/autonomy";
import type { AttemptResult, Execution, Plan } from "@steadyhand/core/execution";
import type {
  Actor,
  ActorId,
  ApprovalId,
  AttemptId,
  ExecutionId,
  RunbookId,
  TenantId,
} from "@steadyhand/core/identity";
import type { AttemptRecordChange } from "@steadyhand/core/levels";
import type { PanicPress } from "@steadyhand/core/panic";
import type { ResolvedCommand } from "@steadyhand/core/proposal";
import type { Classification, Dialect, Judgement, SecondKey } from "@steadyhand/core/risk";
import type { ParsedRunbook, StepId } from "@steadyhand/core/runbook";
import type { OutputBlob, OutputStreamName } from "./blob-port.ts";
import type { LevelReview } from "./level-ports.ts";

/** One page of a list, newest first. `next` goes into the following call; absent on the last page. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

export interface PageRequest {
  /** 1 to 500. */
  readonly limit: number;
  readonly after?: string;
}

/** What one transition of an execution leaves behind. All of it is stored, or none. */
export interface Stored<Result> {
  /** Absent when nothing of the execution changed, as with a refusal. */
  readonly execution?: Execution;
  /** Appended in this order. Must not be empty: no record, no action. */
  readonly events: readonly AuditEventDraft[];
  /** Approvals that were asked or answered; kept for ever. */
  readonly approvals?: readonly {
    readonly stepId: StepId;
    readonly approval: Approval;
    readonly proposalBytes: string;
  }[];
  readonly outputs?: readonly AttemptOutput[];
  /** What it adds to the record of attempts. */
  readonly records?: readonly AttemptRecordChange[];
  /** Called in the same transaction once `records` are written: what they mean for the levels they count for. */
  readonly levelReview?: LevelReview;
  readonly result: Result;
}

/** Kept output of one attempt, secrets removed. */
export interface AttemptOutput {
  readonly stepId: StepId;
  readonly attempt: number;
  /** Of a stream that lies in a blob, the text is empty until it is opened. */
  readonly result: AttemptResult;
  readonly blobs?: readonly OutputBlob[];
  /** Why a stream's text is not here although some was kept. */
  readonly unreadable?: Partial<Record<OutputStreamName, { readonly code: string; readonly why: string }>>;
}

export interface ExecutionSummary {
  readonly id: ExecutionId;
  readonly runbook: Execution["runbook"];
  readonly mode: Execution["mode"];
  readonly environment: Execution["environment"];
  readonly targetName: string;
  readonly subject: string;
  readonly project: string;
  readonly phase: Execution["phase"];
  readonly startedBy: Actor;
  readonly startedAt: Date;
  readonly endedAt?: Date;
}

export interface ExecutionKey {
  readonly tenantId: TenantId;
  readonly executionId: ExecutionId;
}

/** What somebody who answers a question is, read under the lock that the answer is stored under. */
export interface Answerer {
  readonly roles: readonly string[];
  /** Everybody who can sign in now, with their roles: who was removed answers nothing, and what they said counts no more. */
  readonly people: People;
  readonly pace: GrantPace;
}

/** Which execution, and who answers a question of it, where somebody does. */
export interface TransitionKey extends ExecutionKey {
  readonly answeredBy?: ActorId;
  /** The epoch of the lease that it is decided under; with another one by then, `node.fenced` is thrown. */
  readonly epoch?: number;
}

/** What the store knows around an execution, panic included: a node that has not heard of it must not decide. */
export interface Surroundings extends StoredCircumstances {
  /** The first press that two people have not ended. */
  readonly panic?: PanicPress;
}

/** Decides on a locked execution. */
export type Decide<Result> = (
  execution: Execution,
  circumstances: Surroundings,
  answerer: Answerer | undefined,
) => Stored<Result>;

/** One question that was asked, and what became of it. */
export interface KeptApproval {
  readonly executionId: ExecutionId;
  readonly stepId: StepId;
  readonly approval: Approval;
  readonly proposalBytes: string;
}

/** Every question that was ever asked. They are stored with the transition they belong to. */
export interface ApprovalStore {
  /** Newest first; open ones only, decided ones only, or all. */
  list(
    tenantId: TenantId,
    filter: { readonly isOpen?: boolean; readonly executionId?: ExecutionId },
    page: PageRequest,
  ): Promise<Page<KeptApproval>>;
  /** Throws `approval.not_found`. */
  get(tenantId: TenantId, approvalId: ApprovalId): Promise<KeptApproval>;
}

/** Executions and what belongs to them. Every method sees one tenant only. */
export interface ExecutionStore {
  /** Stores a new execution with its first events. Throws `execution.exists` on a repeated id. */
  create(execution: Execution, events: readonly AuditEventDraft[]): Promise<void>;
  /**
   * Locks the execution, hands it to `decide` with what the store knows around it, and stores what that returns, in
   * one transaction. What is handed over holds until the end of it: transitions of one tenant come one after another.
   * `decide` is pure and synchronous. Throws `execution.not_found`; what `decide` throws rolls everything back.
   */
  transition<Result>(key: TransitionKey, decide: Decide<Result>): Promise<Result>;
  get(tenantId: TenantId, executionId: ExecutionId): Promise<Execution>;
  /** What the store knows around an execution now, for people to see. Decisions are made from what `transition` hands over. */
  circumstances(key: ExecutionKey): Promise<Surroundings>;
  list(tenantId: TenantId, page: PageRequest): Promise<Page<ExecutionSummary>>;
  /**
   * Executions that have not ended, of every tenant: what a starting engine takes up again. `broken` is told of each that
   * cannot be read, and the others come all the same; without it, one that is broken makes all of it throw.
   */
  listOpen(broken?: (key: ExecutionKey, error: unknown) => void): Promise<readonly Execution[]>;
  /** Whose execution this is; `undefined` when there is none of that id. */
  findTenant(executionId: ExecutionId): Promise<TenantId | undefined>;
  listOutputs(tenantId: TenantId, executionId: ExecutionId): Promise<readonly AttemptOutput[]>;
}

export interface RunbookSummary {
  readonly id: RunbookId;
  readonly version: number;
  readonly title: string;
  readonly steps: number;
  readonly sourceSha256: string;
  readonly importedBy: Actor;
  readonly importedAt: Date;
}

/** One immutable edit of a runbook. */
export interface RunbookVersion extends RunbookSummary {
  readonly parsed: ParsedRunbook;
  readonly plan: Plan;
}

export interface RunbookStore {
  /**
   * Stores a text as a runbook, or as the next version of `id`. The same text again, with the same of a model's
   * proposals taken over, gives the version there is, with `isNew: false`.
   */
  import(input: {
    readonly tenantId: TenantId;
    readonly id?: RunbookId;
    readonly parsed: ParsedRunbook;
    readonly plan: Plan;
    readonly by: Actor;
    readonly at: Date;
    readonly events: (version: RunbookSummary) => readonly AuditEventDraft[];
    /** Its commands as they were judged, stored in the same transaction. */
    readonly classifications: (version: RunbookSummary) => readonly StepClassification[];
  }): Promise<{ readonly version: RunbookVersion; readonly isNew: boolean }>;
  /** The newest version, or the one asked for. Throws `runbook.not_found`. */
  get(tenantId: TenantId, id: RunbookId, version?: number): Promise<RunbookVersion>;
  list(tenantId: TenantId, page: PageRequest): Promise<Page<RunbookSummary>>;
}

/** People who can sign in. A key is shown once; only its SHA-256 is kept. */
export interface PeopleStore {
  add(
    tenantId: TenantId,
    person: { readonly actor: Actor; readonly keySha256: string; readonly roles?: readonly string[] },
    events: readonly AuditEventDraft[],
  ): Promise<void>;
  findByKey(
    keySha256: string,
  ): Promise<{ readonly tenantId: TenantId; readonly actor: Actor; readonly roles: readonly string[] } | undefined>;
  list(
    tenantId: TenantId,
  ): Promise<readonly { readonly actor: Actor; readonly addedAt: Date; readonly roles: readonly string[] }[]>;
  /** Replaces what a person is. Throws `person.not_found`. */
  setRoles(
    tenantId: TenantId,
    actorId: ActorId,
    roles: readonly string[],
    events: readonly AuditEventDraft[],
  ): Promise<void>;
  /** Everybody with the hash of their key: kept in memory, so that panic can be pressed while the database is away. */
  listKeys(tenantId: TenantId): Promise<readonly { readonly actor: Actor; readonly keySha256: string }[]>;
  remove(tenantId: TenantId, actorId: ActorId, events: readonly AuditEventDraft[]): Promise<void>;
}

/** What the runner is told to do, exactly. */
export interface Order {
  readonly attemptId: AttemptId;
  readonly command: ResolvedCommand;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** In ms of the machine's monotonic clock. Later it is refused with `runner.too_late`, and has not begun. */
  readonly startBefore?: number;
}

export interface OutputChunk {
  readonly stream: "stdout" | "stderr";
  readonly bytes: Uint8Array;
}

/** The runner's raw news of one attempt's end, before secrets are removed. */
export interface RunnerEnd {
  readonly reason: "exited" | "timed_out" | "cancelled" | "killed" | "not_started" | "lost";
  readonly exitCode?: number;
  readonly signal?: string;
  readonly startedAt?: Date;
  readonly endedAt: Date;
  readonly stdout: AttemptResult["stdout"];
  readonly stderr: AttemptResult["stderr"];
  readonly detail?: string;
  readonly orphans: AttemptResult["orphans"];
}

export interface RunnerListener {
  started(pid: number, at: Date): void;
  output(stream: OutputChunk["stream"], bytes: Uint8Array): void;
  ended(end: RunnerEnd): void;
}

/**
 * What a runner folder knows of an attempt.
 *
 * - `ours`: this process started it; its listener hears of the end.
 * - `running`: another process started it, and the listener given now hears of the end.
 * - `ended`, `lost`: the listener has just heard of it.
 * - `unheard`: certain that it never began.
 */
export type AdoptedAttempt = "ours" | "running" | "ended" | "lost" | "unheard";

/** Runs attempts. Receives an attempt at most once; a repeat is refused with `runner.repeated`. */
export interface Runner {
  start(order: Order, listener: RunnerListener): Promise<void>;
  cancel(attemptId: AttemptId): Promise<void>;
  /** Lets go on what was paused; harmless for what runs. Throws `runner.unknown_attempt` for what it has not. */
  resume(attemptId: AttemptId): Promise<void>;
  /** Which folder remembers its attempts. Runners with the same one see each other's. */
  readonly folderId: string;
  /** Follows an attempt that another process may have started, at any time. */
  adopt(attemptId: AttemptId, listener: RunnerListener): Promise<AdoptedAttempt>;
  /** Sees to it that an attempt that has not begun never will; false when it has. */
  refuse(attemptId: AttemptId): Promise<boolean>;
  /** Another process has stored the result: nothing more is held of it here. */
  letGo(attemptId: AttemptId): void;
  /** The attempts in its folder whose process is gone. */
  listLeft(): readonly string[];
  /** The result is durable elsewhere: the runner's own evidence may go. */
  forget(attemptId: AttemptId): Promise<void>;
}

/** One command that both keys are asked about. */
export interface KeyQuestion {
  readonly tenantId: TenantId;
  readonly text: string;
  readonly dialect: Dialect;
}

/** The second key, a model that can only raise a risk. */
export interface SecondKeys {
  /** Asks about one command. Never throws: whoever is late, refuses or fails is `absent`, with the reason. */
  ask(question: KeyQuestion, signal?: AbortSignal): Promise<SecondKey>;
  /** What it answered before, when that is at hand without waiting; without a model, that there is none. */
  known(question: KeyQuestion): SecondKey | undefined;
}

/** The judgement of one command of a kept runbook, as it was made then. */
export interface StepClassification {
  readonly runbookId: RunbookId;
  readonly version: number;
  readonly stepId: StepId;
  readonly purpose: "forward" | "rollback";
  readonly text: string;
  readonly dialect: Dialect;
  readonly judgement: Judgement;
  readonly judgedAt: Date;
  readonly occasion: "imported" | "rescanned";
}

/** Judgements of kept runbooks. Nothing is overwritten: the newest of a step counts, the others stay. */
export interface ClassificationStore {
  add(
    tenantId: TenantId,
    classifications: readonly StepClassification[],
    events: readonly AuditEventDraft[],
  ): Promise<void>;
  /** The newest judgement of each command of one runbook version. */
  list(tenantId: TenantId, runbookId: RunbookId, version: number): Promise<readonly StepClassification[]>;
}

/** The scanner's face, as the engine needs it. */
export interface CommandScanner {
  readonly version: string;
  /** Of what would run: every `{{…}}` that it holds is part of a value. */
  scan(text: string, dialect: Dialect): Classification;
  /** Of a text as its runbook has it, whose variables may still wait for values. Never for what would run. */
  scanWritten(text: string, dialect: Dialect): Classification;
  /** How a text is started. What is not an action is read for the shell, whatever the runbook took it for. */
  read(
    text: string,
    dialect: Dialect,
  ):
    | { readonly kind: "words"; readonly words: readonly string[] }
    | { readonly kind: "shell"; readonly why: string }
    | {
        readonly kind: "action";
        readonly command: ResolvedCommand & { readonly kind: "action" };
        readonly timeoutMs: number;
        /** How long its effect takes to show. */
        readonly settlingMs: number;
        /** Whose own action it is, by the catalogue and by nobody's word. */
        readonly subject?: ActionSubject;
      }
    | { readonly kind: "invalid"; readonly why: string; readonly code?: string };
}

/** Removes secrets from text. */
export interface Redactor {
  redact(text: string): string;
  stream(): { push(chunk: string): string; end(): string };
}

/** The time, and a way to be called when it comes. */
export interface Clock {
  now(): Date;
  /** Calls `run` once at `time`, or soon when it has passed, unless the returned function is called first. */
  at(time: Date, run: () => void): () => void;
}
