import { type Effect, type Execution, owedEffects, type StepState } from "@steadyhand/core/execution";
import type { AttemptId } from "@steadyhand/core/identity";
import type { StepId } from "@steadyhand/core/runbook";
import type { AttemptKey } from "./attempts.ts";
import type { Conductor } from "./conductor.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { RecoveredAttempt } from "./ports.ts";
import type { RedactorOf } from "./redactors.ts";

interface RecoverOptions extends Pick<EngineOptions, "executions" | "runner" | "clock" | "log"> {
  readonly redactorOf: RedactorOf;
}

/** How soon after a grant its attempt must reach the runner; later, a person is asked again. */
const dispatchWithinMs = 60_000;

/**
 * Takes up what an earlier process left. Stored state says what is owed, the runner's evidence says what
 * happened; where the two leave a doubt, a person decides and nothing is repeated. Gives what is open.
 */
export async function recover(
  { executions, runner, clock, log, redactorOf }: RecoverOptions,
  conductor: Conductor,
): Promise<readonly Execution[]> {
  const open = await executions.listOpen();
  const expected = new Map(
    open.flatMap((execution) =>
      dispatchedAttempts(execution).map((key) => [key.attemptId as string, { key, execution }]),
    ),
  );
  const found = await runner.recover((attemptId) => {
    const known = expected.get(attemptId);
    if (known === undefined) return forgetting(attemptId as AttemptId);
    return conductor.attempts.listen(known.key, redactorOf(known.execution));
  });
  const evidence = new Map(found.map((attempt) => [attempt.attemptId, attempt]));
  for (const execution of open) await takeUp(execution);
  log.info({ executions: open.length, attempts: found.length }, "took up what was open");
  return open;

  /** Its result is stored already, or its execution is gone: the evidence is not needed any more. */
  function forgetting(attemptId: AttemptId) {
    const ended = () => {
      runner
        .forget(attemptId)
        .catch((error: unknown) => log.error({ attemptId, error }, "forgetting an attempt failed"));
    };
    return { started() {}, output() {}, ended };
  }

  async function takeUp(execution: Execution): Promise<void> {
    const key = { tenantId: execution.tenantId, executionId: execution.id };
    for (const effect of owedEffects(execution)) {
      if (effect.type === "propose") conductor.proposeAfter(key);
      else if (effect.type === "dispatch") await takeUpAttempt(execution, effect);
      else conductor.carryOut(execution, effect);
    }
  }

  async function takeUpAttempt(execution: Execution, effect: Effect & { readonly type: "dispatch" }): Promise<void> {
    const { attemptId, stepId } = effect;
    const known: RecoveredAttempt["state"] | undefined = evidence.get(attemptId)?.state;
    if (known === "running" || known === "ended" || known === "lost") return conductor.expect(attemptId);
    const step = execution.steps[stepId];
    const dispatchedAt = step && "dispatchedAt" in step ? step.dispatchedAt.getTime() : 0;
    const isFresh = clock.now().getTime() - dispatchedAt < dispatchWithinMs;
    // The runner never heard of it, or is certain that it did not begin: it has not run, and its approval still stands.
    if (isFresh && !execution.abortAsked) return conductor.carryOut(execution, effect);
    const key = { tenantId: execution.tenantId, executionId: execution.id, stepId, attemptId };
    conductor.attempts.notStarted(key, "the server stopped before the step was started: it has not run");
  }
}

function dispatchedAttempts({ id: executionId, tenantId, steps }: Execution): AttemptKey[] {
  return (Object.entries(steps) as [StepId, StepState][]).flatMap(([stepId, step]) =>
    step.phase === "running" || step.phase === "rolling_back"
      ? [{ tenantId, executionId, stepId, attemptId: step.attemptId }]
      : [],
  );
}
