import {
  type AttemptResult,
  type Execution,
  type ExecutionEvent,
  owedEffects,
  type Transition,
} from "@steadyhand/core/execution";
import { OpsError, refusalError } from "@steadyhand/core/outcome";
import type { StepId } from "@steadyhand/core/runbook";
import type { Caller, Snapshot } from "./engine.ts";
import type { Clock, ExecutionKey, ExecutionStore, Redactor, RunbookVersion, Stored } from "./ports.ts";
import type { Proposer } from "./propose.ts";
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

/** One transition: loaded and decided under the execution's lock, stored with its record, all or nothing. */
export async function transact(options: TransactOptions, key: ExecutionKey, input: Input): Promise<Done> {
  const { executions, versions, proposer, redactorOf, clock } = options;
  const version = await versions.of(key);
  return executions.transition(key, (loaded) => {
    const setting = { proposer, plan: version.plan, now: clock.now() };
    const event = input.event(loaded, version);
    const settled = event
      ? settleEvent(loaded, event, setting)
      : settle({ ok: true, state: loaded, facts: [], effects: owedEffects(loaded) }, setting);
    const transition = asOneTransition(loaded, settled);
    const execution = transition.ok ? transition.state : loaded;
    return {
      ...toStore(loaded, transition, event, input, redactorOf(loaded)),
      result: { transition, snapshot: { execution, version } },
    };
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
