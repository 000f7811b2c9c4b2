import type { AttemptOutcome, AttemptResult, Effect } from "@steadyhand/core/execution";
import type { AttemptId, ExecutionId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { type Proposal, proposalDigest } from "@steadyhand/core/proposal";
import type { StepId } from "@steadyhand/core/runbook";
import { collectOutput, noOutput } from "./live-output.ts";
import type { Clock, Order, Redactor, Runner, RunnerEnd, RunnerListener } from "./ports.ts";

export interface AttemptKey {
  readonly tenantId: TenantId;
  readonly executionId: ExecutionId;
  readonly stepId: StepId;
  readonly attemptId: AttemptId;
  /** Another process started it, and may have stored its result itself. */
  readonly isSecondHand?: boolean;
}

export interface AttemptsOptions {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly stepEnvironment: Readonly<Record<string, string>>;
  readonly hold?: Hold;
  /** Aborts when the engine stops: what waits for the door then stays dispatched, for whoever comes next. */
  readonly stopping: AbortSignal;
  readonly show: (key: AttemptKey, stream: "stdout" | "stderr", text: string) => void;
  /** Makes a result durable. Called once an attempt; it must not give up. */
  readonly ended: (key: AttemptKey, result: AttemptResult) => void;
}

/** The lease that an order is given under. */
export interface Hold {
  /** Until when it certainly holds, in ms of the machine's monotonic clock; waits for that where it must. */
  until(epoch: number): Promise<number | undefined>;
}

/** How soon after a grant its attempt must reach the runner; later, a person is asked again. */
export const dispatchWithinMs = 60_000;
/** How often a start that waits at the door tries it again. */
const lookAgainMs = 250;

/** A look at the target is short, or it says nothing. */
const readingTimeoutMs = 30_000;

type Dispatch = Effect & { readonly type: "dispatch" };

/** The engine's side of running attempts: checks the bytes, hands them over, and turns raw news into results. */
export function createAttempts({ runner, clock, stepEnvironment, hold, stopping, show, ended }: AttemptsOptions) {
  /** Those that wait at the door. */
  const waiting = new Map<string, { readonly isWithdrawn: boolean; readonly goOn: () => void }>();

  function listen(key: AttemptKey, redactor: Redactor): RunnerListener {
    const output = collectOutput(redactor, (stream, text) => show(key, stream, text));
    return {
      started() {},
      output: (stream, bytes) => output.push(stream, bytes),
      ended: (end) => ended(key, resultOf(key.attemptId, end, output.end(), redactor)),
    };
  }

  function notStarted(key: AttemptKey, detail: string): void {
    ended(key, {
      attemptId: key.attemptId,
      outcome: "not_started",
      endedAt: clock.now(),
      stdout: noOutput,
      stderr: noOutput,
      detail,
      orphans: [],
      output: { stdout: "", stderr: "" },
    });
  }

  /**
   * Starts it while the lease of `epoch` certainly holds. Once that has ended, whoever took over sees to it. A silent bus
   * uses up no approval: the start waits at the door, for as long as an order may take to reach the runner.
   */
  async function startUnder(epoch: number, order: Order, listener: RunnerListener): Promise<void> {
    const giveUpAt = clock.now().getTime() + dispatchWithinMs;
    try {
      while (!stopping.aborted) {
        const until = await hold?.until(epoch);
        if (hold !== undefined && until === undefined) return;
        if (waiting.get(order.attemptId)?.isWithdrawn) throw withdrawn(order);
        try {
          return await runner.start({ ...order, ...(until !== undefined && { startBefore: until }) }, listener);
        } catch (error) {
          const code = error instanceof OpsError ? error.code : "";
          if (code === "runner.too_late") continue;
          if (code !== "panic.bus_silent" || clock.now().getTime() >= giveUpAt) throw error;
        }
        await pauseAtDoor(order.attemptId);
      }
    } finally {
      waiting.delete(order.attemptId);
    }
  }

  function pauseAtDoor(attemptId: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const goOn = () => resolve();
    const cancel = clock.at(new Date(clock.now().getTime() + lookAgainMs), goOn);
    const isWithdrawn = waiting.get(attemptId)?.isWithdrawn === true;
    waiting.set(attemptId, { isWithdrawn, goOn });
    if (isWithdrawn) goOn();
    stopping.addEventListener("abort", goOn, { once: true });
    return promise.finally(() => {
      cancel();
      stopping.removeEventListener("abort", goOn);
    });
  }

  return {
    listen,
    notStarted,
    /** Takes back what waits at the door; false when nothing does. */
    withdraw(attemptId: AttemptId): boolean {
      const at = waiting.get(attemptId);
      if (at === undefined) return false;
      waiting.set(attemptId, { ...at, isWithdrawn: true });
      at.goOn();
      return true;
    },
    /**
     * Hands the approved bytes to the runner. When they are not the approved ones any more, nothing starts; nor when the
     * lease of `epoch` has ended meanwhile.
     */
    async dispatch(
      key: AttemptKey,
      { bytes, digest, guard }: Dispatch,
      redactor: Redactor,
      epoch: number,
    ): Promise<void> {
      if (proposalDigest(bytes) !== digest) {
        notStarted(key, "its bytes are not the ones that were approved, so it was not started");
        return;
      }
      // Sealed by us, and just checked against the digest that was approved.
      const { command, workingDirectory, timeoutMs, guards } = JSON.parse(bytes) as Proposal;
      const own = { attemptId: key.attemptId, command, workingDirectory, environment: stepEnvironment, timeoutMs };
      const read = guards?.find(({ name }) => name === guard);
      if (guard !== undefined && read === undefined)
        return notStarted(key, `the approved bytes hold no guard ${guard}`);
      const order = read ? { ...own, command: read.command, timeoutMs: readingTimeoutMs } : own;
      try {
        await startUnder(epoch, order, listen(key, redactor));
      } catch (error) {
        // The runner has it already: its news will come, and starting it again is what must never happen.
        if (error instanceof OpsError && error.code === "runner.repeated") {
          await runner.adopt(key.attemptId, listen({ ...key, isSecondHand: true }, redactor));
        } else notStarted(key, error instanceof Error ? error.message : String(error));
      }
    },
  };
}

function withdrawn({ attemptId }: Order): OpsError {
  const why = `Cannot start attempt ${attemptId}: it was cancelled while it waited`;
  return new OpsError(why, { kind: "refused", code: "attempt.withdrawn" });
}

export type Attempts = ReturnType<typeof createAttempts>;

function resultOf(
  attemptId: AttemptId,
  end: RunnerEnd,
  output: AttemptResult["output"],
  redactor: Redactor,
): AttemptResult {
  const { reason, ...seen } = end;
  return {
    ...seen,
    ...(seen.detail !== undefined && { detail: redactor.redact(seen.detail) }),
    orphans: seen.orphans.map(({ pid, command }) => ({ pid, command: redactor.redact(command) })),
    attemptId,
    outcome: outcomeOf(end),
    output,
  };
}

function outcomeOf({ reason, exitCode }: RunnerEnd): AttemptOutcome {
  if (reason === "exited") return exitCode === 0 ? "succeeded" : "failed";
  return reason === "lost" ? "unknown" : reason;
}
