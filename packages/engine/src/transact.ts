import {
  type AttemptResult,
  type Execution,
  type ExecutionEvent,
  owedEffects,
  type Transition,
} from "@steadyhand/core/execution";
import { OpsError, refusalError } from "@steadyhand/core/outcome";
import { keyNotAsked } from "@steadyhand/core/risk";
import type { StepId } from "@steadyhand/core/runbook";
import type { Caller, Snapshot } from "./engine.ts";
import { createKeyAnswers } from "./key-answers.ts";
import type {
  Clock,
  ExecutionKey,
  ExecutionStore,
  KeyQuestion,
  Redactor,
  RunbookVersion,
  SecondKeys,
  Stored,
} from "./ports.ts";
import type { KnownKey, Proposer } from "./propose.ts";
import { record, recordRefusal } from "./record.ts";
import type { RedactorOf } from "./redactors.ts";
import { settle, settleEvent } from "./settle.ts";
import type { VersionCache } from "./version-cache.ts";

export interface TransactOptions {
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
  readonly event: (execution: Execution, version: RunbookVersion) => ExecutionEvent | undefined;
  /** The person whose refused command is evidence. The engine's own events are refused without a record. */
  readonly asker?: Caller;
  /** An ended attempt, whose output is stored with it. */
  readonly ended?: { readonly stepId: StepId; readonly result: AttemptResult };
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
export async function transact(options: TransactOptions, key: ExecutionKey, input: Input): Promise<Done> {
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

interface Try {
  readonly key: ExecutionKey;
  readonly input: Input;
  readonly version: RunbookVersion;
  readonly known: KnownKey;
}

async function tryOnce(
  { executions, proposer, redactorOf, clock }: TransactOptions,
  { key, input, version, known }: Try,
): Promise<Done | { readonly unanswered: readonly KeyQuestion[] }> {
  const leave = new Error("left to ask the second key");
  let unanswered: readonly KeyQuestion[] = [];
  const decide = (loaded: Execution) => {
    const setting = { proposer, plan: version.plan, now: clock.now(), known };
    const event = input.event(loaded, version);
    const settled = event
      ? settleEvent(loaded, event, setting)
      : settle({ ok: true, state: loaded, facts: [], effects: owedEffects(loaded) }, setting);
    unanswered = settled.unanswered;
    // The result of an attempt is evidence and is stored at once: its proposal stays owed and is made after.
    if (unanswered.length > 0 && input.ended === undefined) throw leave;
    const transition = asOneTransition(loaded, settled.transition);
    const execution = transition.ok ? transition.state : loaded;
    return {
      ...toStore(loaded, transition, event, input, redactorOf(loaded)),
      result: { transition, snapshot: { execution, version } },
    };
  };
  try {
    return await executions.transition(key, decide);
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
  redactor: Redactor,
): Omit<Stored<never>, "result"> {
  if (!transition.ok) {
    const { refusal } = transition;
    if (asker === undefined) throw refusalError(refusal);
    const data = { command: event?.type ?? "none", code: refusal.code };
    return { events: [recordRefusal(loaded, { actor: asker.actor, why: refusal.message, data }, redactor)] };
  }
  const { state, facts } = transition;
  if (facts.length === 0) {
    const message = `Cannot change ${loaded.id}: it owes nothing that could be done now`;
    throw new OpsError(message, { kind: "refused", code: "execution.unchanged" });
  }
  const events = record(state, facts, redactor);
  const isChanged = state !== loaded;
  return {
    ...(isChanged && { execution: state }),
    events: isChanged ? events : events.map(withoutPlace),
    approvals: facts.flatMap(({ approval, stepId }) => (approval && stepId ? [{ stepId, ...approval }] : [])),
    ...(ended && { outputs: [{ ...ended, attempt: attemptNumber(ended.result.attemptId) }] }),
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
