import {
  type AttemptResult,
  dueEvent,
  type Effect,
  type Execution,
  type ExecutionEvent,
  isTerminal,
  sealedProposal,
} from "@steadyhand/core/execution";
import type { AttemptId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { type AttemptKey, createAttempts, type Hold } from "./attempts.ts";
import type { OutputBlob } from "./blob-port.ts";
import type { EngineOptions } from "./engine-options.ts";
import { keepOutput } from "./keep-output.ts";
import type { Nodes } from "./nodes.ts";
import type { ExecutionKey } from "./ports.ts";
import { attemptNumber, type Done, type Input, type TransactOptions, transact } from "./transact.ts";
import type { Watchers } from "./watchers.ts";

export interface ConductorOptions
  extends Omit<TransactOptions, "stopping">,
    Pick<EngineOptions, "runner" | "stepEnvironment" | "log" | "nodes" | "target" | "panic" | "vault" | "dispatching"> {
  readonly watchers: Watchers;
  /** Makes the other nodes look at once at what they were asked. */
  readonly askOthers?: () => void;
}

type Of<Type extends Effect["type"]> = Effect & { readonly type: Type };

/** How long to wait before what could not be stored is tried again. */
const storeRetryMs = 500;

/** Stores transitions and then carries out their effects: the only place where anything is started. */
export function createConductor(options: ConductorOptions) {
  const { runner, clock, watchers, redactorOf, log, nodes } = options;
  const wakes = createWakes(options, (key) => apply(key, { event: (execution) => dueEvent(execution, clock.now()) }));
  const running = new Set<AttemptId>();
  /** The epoch of our lease when an attempt was handed over here. */
  const startedUnder = new Map<AttemptId, number>();
  const storing = new Set<Promise<void>>();
  const proposing = new Set<Promise<void>>();
  const stop = new AbortController();
  const epoch = () => nodes?.lease()?.epoch ?? 0;

  const attempts = createAttempts({
    ...options,
    ...(nodes && { hold: holdOf(nodes) }),
    stopping: stop.signal,
    show(key, stream, text) {
      const { stepId, attemptId } = key;
      watchers.output(key, { stepId, attempt: attemptNumber(attemptId), stream, text, at: clock.now() });
    },
    ended(key, result) {
      const stored = storeResult(key, result).finally(() => storing.delete(stored));
      storing.add(stored);
    },
  });

  async function apply(key: ExecutionKey, input: Input): Promise<Done> {
    // Read before: a lease that is lost and taken anew right after the commit is not the one this was stored under.
    const under = epoch();
    const leased = nodes === undefined ? key : { ...key, epoch: under };
    const done = await transact({ ...options, stopping: stop.signal }, leased, input);
    if (done.transition.ok) {
      const { execution } = done.snapshot;
      if (isTerminal(execution)) wakes.clear(key);
      for (const effect of done.transition.effects) carryOut(execution, effect, under);
      watchers.changed(done.snapshot);
    }
    return done;
  }

  /** `under` is the epoch in which it was decided: a start is begun in no other. */
  function carryOut(execution: Execution, effect: Effect, under = epoch()): void {
    const key = { tenantId: execution.tenantId, executionId: execution.id };
    switch (effect.type) {
      case "dispatch":
        dispatch(execution, effect, under);
        break;
      case "cancel":
        cancel(effect);
        break;
      case "resume_attempt":
        resumeAttempt(effect);
        break;
      case "wake":
        wakes.set(key, effect);
        break;
      case "propose":
        proposeAfter(key);
        break;
      case "verify":
        throw new TypeError(`Cannot carry out verify: it is pure and is resolved before it is stored`);
    }
  }

  function dispatch(execution: Execution, effect: Of<"dispatch">, under: number): void {
    // What is stored as dispatched is taken up at the next start: a runner that is closing must not begin it.
    if (stop.signal.aborted) return;
    // Only a node that reaches the target can: the one that does was asked in the same transaction.
    if (execution.target.name !== options.target.name) return;
    running.add(effect.attemptId);
    startedUnder.set(effect.attemptId, under);
    const { stepId, attemptId } = effect;
    const key = { tenantId: execution.tenantId, executionId: execution.id, stepId, attemptId };
    if (effect.guard === undefined) options.dispatching?.(execution.tenantId, sealedProposal(effect.bytes));
    attempts
      .dispatch(key, effect, redactorOf(execution), under)
      .catch((error: unknown) => log.error({ attemptId, error }, "handing an attempt over failed"));
  }

  function cancel({ attemptId }: Of<"cancel">): void {
    if (attempts.withdraw(attemptId)) return;
    runner.cancel(attemptId).catch((error: unknown) => {
      // Another node has it, and was asked in the same transaction.
      if (error instanceof OpsError && error.code === "runner.unknown_attempt") return options.askOthers?.();
      log.error({ attemptId, error }, "cancelling an attempt failed");
    });
  }

  /** Lets go on what a panic paused. Repeats and what has ended meanwhile are no news. */
  function resumeAttempt({ attemptId }: Of<"resume_attempt">): void {
    runner.resume(attemptId).catch((error: unknown) => {
      if (error instanceof OpsError && error.code === "runner.unknown_attempt") return options.askOthers?.();
      log.error({ attemptId, error }, "resuming an attempt failed");
    });
  }

  /** Makes the proposal that a stored execution still owes, once the second key has been asked. Nobody waits for it. */
  function proposeAfter(key: ExecutionKey): void {
    const made = proposeOwed(key).finally(() => proposing.delete(made));
    proposing.add(made);
  }

  async function proposeOwed(key: ExecutionKey): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await apply(key, { event: () => undefined });
        return;
      } catch (error) {
        // Paused, skipped or proposed by somebody else meanwhile: then nothing is owed any more.
        if (stop.signal.aborted || (error instanceof OpsError && error.kind === "refused")) return;
        log.error({ executionId: key.executionId, error }, "proposing the next step failed");
      }
      await pauseBeforeRetry();
    }
  }

  function pauseBeforeRetry(): Promise<void> {
    return new Promise((resolve) => clock.at(new Date(clock.now().getTime() + storeRetryMs), resolve));
  }

  /** Makes a result durable, however long the database is away; the runner keeps its evidence until then. */
  async function storeResult(key: AttemptKey, result: AttemptResult): Promise<void> {
    const { attemptId } = key;
    let isElsewhere = await isStoredElsewhere(key);
    // Before the transaction: a crash in between leaves a blob that nobody names, and never a record of one that is not there.
    const input: Input = isElsewhere
      ? endOf(key, { result })
      : endOf(key, await keepOutput(options.vault, key, result));
    while (!isElsewhere && !(await tryToStore(key, input))) {
      if (stop.signal.aborted) return;
      await pauseBeforeRetry();
      // A server that stood still may hear of the end before it hears that it has lost its lease.
      isElsewhere = await isStoredElsewhere(key);
    }
    startedUnder.delete(attemptId);
    running.delete(attemptId);
    if (isElsewhere) return runner.letGo(attemptId);
    await runner
      .forget(attemptId)
      .catch((error: unknown) => log.error({ attemptId, error }, "forgetting an attempt failed"));
  }

  function endOf(
    { stepId }: AttemptKey,
    kept: { readonly result: AttemptResult; readonly blobs?: readonly OutputBlob[] },
  ) {
    const { result } = kept;
    return { event: () => ({ type: "attempt_ended", stepId, result }), ended: { stepId, ...kept } } satisfies Input;
  }

  /** Another process may have stored the result of an attempt that two of them followed. */
  async function isStoredElsewhere({ tenantId, executionId, isSecondHand, ...key }: AttemptKey): Promise<boolean> {
    const isOld = startedUnder.get(key.attemptId) !== epoch();
    if (nodes === undefined || !(isSecondHand || isOld)) return false;
    try {
      const outputs = await options.executions.listOutputs(tenantId, executionId);
      const stored = outputs.find(({ result }) => result.attemptId === key.attemptId)?.result.outcome;
      return stored !== undefined && stored !== "unknown";
    } catch {
      // Then it is stored once more, as a late result: a line too many in the record, and nothing else.
      return false;
    }
  }

  async function tryToStore(key: AttemptKey, input: Input): Promise<boolean> {
    try {
      watchers.forget(key);
      await apply(key, input);
      return true;
    } catch (error) {
      log.error({ attemptId: key.attemptId, error }, "storing a result failed");
      return error instanceof OpsError && error.kind === "refused";
    }
  }

  return {
    apply,
    carryOut,
    proposeAfter,
    attempts,
    /** Aborts when the engine stops. */
    stopping: stop.signal,
    /** Something happened to an execution that no person asked for. */
    tell: (key: ExecutionKey, event: ExecutionEvent) => apply(key, { event: () => event }),
    /** Our lease was taken: what was to be done at a time is somebody else's now. */
    fenced: () => wakes.clearAll(),
    /** An attempt of an earlier process whose end is still to come. */
    expect: (attemptId: AttemptId) => void running.add(attemptId),
    /** Ends what runs, waits until its results are stored, and starts nothing more. */
    async stop(): Promise<void> {
      stop.abort();
      wakes.clearAll();
      // What panic has paused stays where it stands, for whoever comes next.
      if (!options.panic().isOn) {
        await Promise.allSettled([...running].map((attemptId) => runner.cancel(attemptId)));
      }
      await Promise.allSettled([...storing, ...proposing]);
    },
  };
}

export type Conductor = ReturnType<typeof createConductor>;

/** An order is given only while the lease certainly holds, and only under the one that its transition was stored under. */
function holdOf(nodes: Nodes): Hold {
  return {
    async until(epoch) {
      const isHeld = await nodes.held();
      return isHeld && nodes.lease()?.epoch === epoch ? nodes.heldUntil() : undefined;
    },
  };
}

/**
 * One timer an execution: when its open question expires, a change has settled or a next try is due. The stored state says
 * the same, so a crash loses none.
 */
function createWakes(
  { clock, log }: Pick<ConductorOptions, "clock" | "log">,
  wake: (key: ExecutionKey) => Promise<unknown>,
) {
  const timers = new Map<string, () => void>();
  const clear = ({ executionId }: ExecutionKey) => {
    timers.get(executionId)?.();
    timers.delete(executionId);
  };
  return {
    clear,
    clearAll() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
    set(key: ExecutionKey, { at }: Pick<Of<"wake">, "at">): void {
      clear(key);
      const wakeNow = () => {
        // Timers may fire a little early by the clock that counts.
        if (clock.now() < at) return void timers.set(key.executionId, clock.at(at, wakeNow));
        timers.delete(key.executionId);
        wake(key).catch((error: unknown) => {
          // Answered, edited or asked anew meanwhile: then nothing is due.
          if (error instanceof OpsError && error.kind === "refused") return;
          log.error({ executionId: key.executionId, error }, "doing what was due failed");
        });
      };
      timers.set(key.executionId, clock.at(at, wakeNow));
    },
  };
}
