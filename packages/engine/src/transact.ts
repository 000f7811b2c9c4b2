import {
  type AttemptResult,
  type Execution,
  type ExecutionEvent,
  owedEffects,
  stepState,
  type Transition,
  underwayOf,
} from "@steadyhand/core/execution";
import { OpsError, refusalError } from "@steadyhand/core/outcome";
import type { Proposal } from "@steadyhand/core/proposal";
import { keyNotAsked } from "@steadyhand/core/risk";
import type { StepId } from "@steadyhand/core/runbook";
import { type Around, lookAround, standingOf } from "./around.ts";
import type { OutputBlob } from "./blob-port.ts";
import type { Caller, Snapshot } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import { keepRecord } from "./keep-record.ts";
import { createKeyAnswers } from "./key-answers.ts";
import type {
  Answerer,
  AttemptOutput,
  Clock,
  ExecutionKey,
  ExecutionStore,
  KeyQuestion,
  RunbookVersion,
  SecondKeys,
  Stored,
  Surroundings,
  TransitionKey,
} from "./ports.ts";
import type { KnownKey, Proposer } from "./propose.ts";
import { type Recorded, record, recordRefusal } from "./record.ts";
import type { RedactorOf } from "./redactors.ts";
import { settle, settleEvent } from "./settle.ts";
import { planned, snapshotOf } from "./snapshot.ts";
import type { VersionCache } from "./version-cache.ts";

export interface TransactOptions extends Pick<EngineOptions, "policy" | "panic" | "heardPanic" | "newId"> {
  readonly executions: ExecutionStore;
  readonly versions: VersionCache;
  readonly proposer: Proposer;
  readonly redactorOf: RedactorOf;
  readonly clock: Clock;
  readonly secondKeys: SecondKeys;
  /** Aborts when the engine stops: nothing new is decided then. */
  readonly stopping: AbortSignal;
}

export interface Input {
  /** What happens, seen from the locked execution; `undefined` only takes up what it still owes. */
  readonly event: (
    execution: Execution,
    version: RunbookVersion,
    around: Around,
    answerer: Answerer | undefined,
  ) => ExecutionEvent | undefined;
  /** The person whose refused command is evidence. The engine's own events are refused without a record. */
  readonly asker?: Caller;
  /** Whether the asker answers a question: then what they are is read under the lock. */
  readonly isAnswer?: boolean;
  /** An ended attempt, whose output is stored with it. */
  readonly ended?: {
    readonly stepId: StepId;
    readonly result: AttemptResult;
    /** Where the output lies, when not with the result. */
    readonly blobs?: readonly OutputBlob[];
  };
}

export interface Done {
  readonly transition: Transition;
  readonly snapshot: Snapshot;
}

/** After so many rounds a text that still nobody was asked about counts as not judged by the second key. */
const mostRounds = 3;

/**
 * One transition: loaded and decided under the execution's lock, stored with its record, all or nothing. A model is
 * never waited for under that lock: where a proposal needs an answer that is not at hand, the transaction is left with
 * nothing stored, the model is asked, and it is entered again with the answers in hand. An absence is an answer too.
 */
export async function transact(options: TransactOptions, key: LeasedKey, input: Input): Promise<Done> {
  const { secondKeys, stopping } = options;
  const version = await options.versions.of(key);
  const answers = createKeyAnswers(secondKeys);
  for (let round = 1; ; round++) {
    const known: KnownKey = round > mostRounds ? (question) => answers.of(question) ?? keyNotAsked : answers.of;
    const tried = await tryOnce(options, { key, input, version, known });
    if ("transition" in tried) return tried;
    await answers.ask(tried.unanswered, stopping);
    if (stopping.aborted) throw isStopping(key);
  }
}

/** An execution, and the epoch of the lease that it is moved under, where there is one. */
type LeasedKey = Omit<TransitionKey, "answeredBy">;

interface Try {
  readonly key: LeasedKey;
  readonly input: Input;
  readonly version: RunbookVersion;
  readonly known: KnownKey;
}

async function tryOnce(
  { executions, proposer, redactorOf, clock, policy, panic, heardPanic, newId }: TransactOptions,
  { key, input, version, known }: Try,
): Promise<Done | { readonly unanswered: readonly KeyQuestion[] }> {
  const leave = new Error("left to ask the second key");
  let unanswered: readonly KeyQuestion[] = [];
  const answeredBy = input.isAnswer ? input.asker?.actor.id : undefined;
  const decide = (loaded: Execution, found: Surroundings, answerer: Answerer | undefined) => {
    const now = clock.now();
    // Before anything is decided: what follows from it is carried out under panic then.
    if (found.panic) heardPanic?.(found.panic);
    const around = lookAround(found, { panic: panic(), policy: policy(), now });
    const setting = { proposer, plan: version.plan, now, known, around };
    const event = input.event(loaded, planned(loaded, version), around, answerer);
    const settled = event
      ? settleEvent(loaded, event, setting)
      : settle({ ok: true, state: loaded, facts: [], effects: owedEffects(loaded) }, setting);
    unanswered = settled.unanswered;
    // The result of an attempt is evidence and is stored at once: its proposal stays owed and is made after.
    // Of a dry run what was judged so far is stored: it asks about one step after the other, and changes nothing.
    const isPart = loaded.mode === "dry_run" && settled.transition.ok && settled.transition.facts.length > 0;
    if (unanswered.length > 0 && input.ended === undefined && !isPart) throw leave;
    const transition = asOneTransition(loaded, settled.transition);
    const execution = transition.ok ? transition.state : loaded;
    const standing = standingOf(execution, around);
    return {
      ...toStore(loaded, transition, event, input, { redactor: redactorOf(loaded), level: standing.level }),
      ...keepRecord(loaded, transition, around, { newId }),
      result: { transition, snapshot: snapshotOf(execution, version, standing) },
    };
  };
  try {
    return await executions.transition({ ...key, ...(answeredBy && { answeredBy }) }, decide);
  } catch (error) {
    if (error === leave) return { unanswered };
    throw error;
  }
}

function isStopping({ executionId }: ExecutionKey): OpsError {
  const hint = "Start Steadyhand again, then look at the execution";
  return new OpsError(`Cannot change ${executionId}: Steadyhand is stopping`, {
    kind: "unavailable",
    code: "engine.stopping",
    hint,
  });
}

/** However many events were decided on the way, what is stored is the one state after the one that was loaded. */
function asOneTransition(loaded: Execution, settled: Transition): Transition {
  if (!settled.ok || settled.state === loaded) return settled;
  return { ...settled, state: { ...settled.state, sequence: loaded.sequence + 1 } };
}

function toStore(
  loaded: Execution,
  transition: Transition,
  event: ExecutionEvent | undefined,
  { asker, ended }: Input,
  recorded: Recorded,
): Omit<Stored<never>, "result"> {
  if (!transition.ok) {
    const { refusal } = transition;
    if (asker === undefined) throw refusalError(refusal);
    const data = { command: event?.type ?? "none", code: refusal.code };
    return { events: [recordRefusal(loaded, { actor: asker.actor, why: refusal.message, data }, recorded)] };
  }
  const { state, facts } = transition;
  if (facts.length === 0) {
    const message = `Cannot change ${loaded.id}: it owes nothing that could be done now`;
    throw new OpsError(message, { kind: "refused", code: "execution.unchanged" });
  }
  const events = record(state, facts, recorded);
  const isChanged = state !== loaded;
  return {
    ...(isChanged && { execution: state }),
    events: isChanged ? events : events.map(withoutPlace),
    approvals: facts.flatMap(({ approval, stepId }) => (approval && stepId ? [{ stepId, ...approval }] : [])),
    ...(ended && { outputs: [outputOf(loaded, ended)] }),
  };
}

/** What is kept of an attempt; of a reading also which guard it read. */
function outputOf(loaded: Execution, { stepId, result, blobs }: NonNullable<Input["ended"]>): AttemptOutput {
  const underway = underwayOf(stepState(loaded, stepId));
  const isReading = underway?.phase === "measuring" && underway.readingId === result.attemptId;
  // We sealed these bytes ourselves, so they hold a proposal.
  const guards = isReading ? (JSON.parse(underway.proposalBytes) as Proposal).guards : undefined;
  const guard = isReading ? guards?.[underway.readings.length]?.name : undefined;
  const output = blobs === undefined ? result.output : { stdout: "", stderr: "" };
  return {
    stepId,
    attempt: attemptNumber(result.attemptId),
    result: { ...result, output, ...(guard && { guard }) },
    ...(blobs && { blobs }),
  };
}

/** An event that changed nothing of its execution takes no place in its sequence. */
function withoutPlace<Draft extends { readonly executionSequence?: number; readonly part?: number }>(draft: Draft) {
  const { executionSequence: _sequence, part: _part, ...rest } = draft;
  return rest;
}

/** The try that an attempt's id ends in. */
export function attemptNumber(attemptId: string): number {
  return Number(attemptId.slice(attemptId.lastIndexOf("/") + 1));
}
