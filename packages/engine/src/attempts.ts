import type { AttemptOutcome, AttemptResult, Effect } from "@steadyhand/core/execution";
import type { AttemptId, ExecutionId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { type Proposal, proposalDigest } from "@steadyhand/core/proposal";
import type { StepId } from "@steadyhand/core/runbook";
import { collectOutput, noOutput } from "./live-output.ts";
import type { Clock, Redactor, Runner, RunnerEnd, RunnerListener } from "./ports.ts";

export interface AttemptKey {
  readonly tenantId: TenantId;
  readonly executionId: ExecutionId;
  readonly stepId: StepId;
  readonly attemptId: AttemptId;
}

export interface AttemptsOptions {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly stepEnvironment: Readonly<Record<string, string>>;
  readonly show: (key: AttemptKey, stream: "stdout" | "stderr", text: string) => void;
  /** Makes a result durable. Called once an attempt; it must not give up. */
  readonly ended: (key: AttemptKey, result: AttemptResult) => void;
}

type Dispatch = Effect & { readonly type: "dispatch" };

/** The engine's side of running attempts: checks the bytes, hands them over, and turns raw news into results. */
export function createAttempts({ runner, clock, stepEnvironment, show, ended }: AttemptsOptions) {
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

  return {
    listen,
    notStarted,
    /** Hands the approved bytes to the runner. When they are not the approved ones any more, nothing starts. */
    async dispatch(key: AttemptKey, { bytes, digest }: Dispatch, redactor: Redactor): Promise<void> {
      if (proposalDigest(bytes) !== digest) {
        notStarted(key, "its bytes are not the ones that were approved, so it was not started");
        return;
      }
      // Sealed by us, and just checked against the digest that was approved.
      const { command, workingDirectory, timeoutMs } = JSON.parse(bytes) as Proposal;
      const order = { attemptId: key.attemptId, command, workingDirectory, environment: stepEnvironment, timeoutMs };
      try {
        await runner.start(order, listen(key, redactor));
      } catch (error) {
        // The runner has it already: its own news will come, and starting it again is what must never happen.
        if (error instanceof OpsError && error.code === "runner.repeated") return;
        notStarted(key, error instanceof Error ? error.message : String(error));
      }
    },
  };
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
