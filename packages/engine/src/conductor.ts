import { type AttemptResult, type Effect, type Execution, isTerminal } from "@steadyhand/core/execution";
import type { AttemptId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { type AttemptKey, createAttempts } from "./attempts.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { ExecutionKey } from "./ports.ts";
import { attemptNumber, type Done, type Input, type TransactOptions, transact } from "./transact.ts";
import type { Watchers } from "./watchers.ts";

export interface ConductorOptions
  extends Omit<TransactOptions, "stopping">,
    Pick<EngineOptions, "runner" | "stepEnvironment" | "log"> {
  readonly watchers: Watchers;
}

type Of<Type extends Effect["type"]> = Effect & { readonly type: Type };

/** How long to wait before what could not be stored is tried again. */
const storeRetryMs = 500;

/** Stores transitions and then carries out their effects: the only place where anything is started. */
export function createConductor(options: ConductorOptions) {
  const { runner, clock, watchers, redactorOf, log } = options;
  const wakes = createWakes(options, (key, stepId) =>
    apply(key, { event: () => ({ type: "approval_expired", stepId }) }),
  );
  const running = new Set<AttemptId>();
  const storing = new Set<Promise<void>>();
  const proposing = new Set<Promise<void>>();
  const stop = new AbortController();

  const attempts = createAttempts({
    ...options,
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
    const done = await transact({ ...options, stopping: stop.signal }, key, input);
    if (done.transition.ok) {
      const { execution } = done.snapshot;
      if (isTerminal(execution)) wakes.clear(key);
      for (const effect of done.transition.effects) carryOut(execution, effect);
      watchers.changed(done.snapshot);
    }
    return done;
  }

  function carryOut(execution: Execution, effect: Effect): void {
    const key = { tenantId: execution.tenantId, executionId: execution.id };
    switch (effect.type) {
      case "dispatch":
        dispatch(execution, effect);
        break;
      case "cancel":
        cancel(effect);
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

  function dispatch(execution: Execution, effect: Of<"dispatch">): void {
    // What is stored as dispatched is taken up at the next start: a runner that is closing must not begin it.
    if (stop.signal.aborted) return;
    running.add(effect.attemptId);
    const { stepId, attemptId } = effect;
    const key = { tenantId: execution.tenantId, executionId: execution.id, stepId, attemptId };
    void attempts.dispatch(key, effect, redactorOf(execution));
  }

  function cancel({ attemptId }: Of<"cancel">): void {
    runner.cancel(attemptId).catch((error: unknown) => log.error({ attemptId, error }, "cancelling an attempt failed"));
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
    const { stepId, attemptId } = key;
    while (
      !(await tryToStore(key, { event: () => ({ type: "attempt_ended", stepId, result }), ended: { stepId, result } }))
    ) {
      if (stop.signal.aborted) return;
      await pauseBeforeRetry();
    }
    running.delete(attemptId);
    await runner
      .forget(attemptId)
      .catch((error: unknown) => log.error({ attemptId, error }, "forgetting an attempt failed"));
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
    /** An attempt of an earlier process whose end is still to come. */
    expect: (attemptId: AttemptId) => void running.add(attemptId),
    /** Ends what runs, waits until its results are stored, and starts nothing more. */
    async stop(): Promise<void> {
      stop.abort();
      wakes.clearAll();
      await Promise.allSettled([...running].map((attemptId) => runner.cancel(attemptId)));
      await Promise.allSettled([...storing, ...proposing]);
    },
  };
}

export type Conductor = ReturnType<typeof createConductor>;

/** One timer an execution: when its open question expires. The stored state says the same, so a crash loses none. */
function createWakes(
  { clock, log }: Pick<ConductorOptions, "clock" | "log">,
  expire: (key: ExecutionKey, stepId: Of<"wake">["stepId"]) => Promise<unknown>,
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
    set(key: ExecutionKey, { at, stepId }: Of<"wake">): void {
      clear(key);
      const expireNow = () => {
        timers.delete(key.executionId);
        expire(key, stepId).catch((error: unknown) => {
          // Answered, edited or asked anew meanwhile: then there is nothing to expire.
          if (error instanceof OpsError && error.kind === "refused") return;
          log.error({ executionId: key.executionId, error }, "expiring an approval failed");
        });
      };
      timers.set(key.executionId, clock.at(at, expireNow));
    },
  };
}
