import { type AttemptOut, attemptsOut, type Effect, type Execution, owedEffects } from "@steadyhand/core/execution";
import type { AttemptId, ExecutionId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { StepId } from "@steadyhand/core/runbook";
import { type AttemptKey, dispatchWithinMs } from "./attempts.ts";
import type { Conductor } from "./conductor.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { Carrier } from "./node-port.ts";
import type { RunnerListener } from "./ports.ts";
import type { RedactorOf } from "./redactors.ts";

interface RecoverOptions extends Pick<EngineOptions, "executions" | "runner" | "clock" | "log" | "target"> {
  readonly redactorOf: RedactorOf;
}

/**
 * Takes up what another process left, at a start or at any time. Stored state says what is owed, the runner's evidence
 * says what happened; where the two leave a doubt, a person decides and nothing is repeated.
 */
export function createRecovery(
  { executions, runner, clock, log, target, redactorOf }: RecoverOptions,
  conductor: Conductor,
) {
  /** Carries out what an execution owes. `runnerId` names the folder that its attempt was handed to. */
  async function takeUp(execution: Execution, carrier: Carrier = {}): Promise<void> {
    const { runnerId } = carrier;
    const out = attemptsOut(execution);
    const isHere = runnerId === undefined || runnerId === runner.folderId;
    for (const attempt of out) {
      if (!isHere) await loseContact(execution, attempt);
      else if (attempt.isLost) await find(execution, attempt);
    }
    const key = { tenantId: execution.tenantId, executionId: execution.id };
    for (const effect of owedEffects(execution)) {
      if (effect.type === "propose") conductor.proposeAfter(key);
      else if (effect.type !== "dispatch") conductor.carryOut(execution, effect);
      else if (isHere && execution.target.name === target.name) await takeUpAttempt(execution, effect, carrier);
    }
  }

  async function takeUpAttempt(
    execution: Execution,
    effect: Effect & { readonly type: "dispatch" },
    carrier: Carrier,
  ): Promise<void> {
    const { attemptId } = effect;
    const key = keyOf(execution, effect);
    const known = await runner.adopt(attemptId, listen(execution, key));
    if (known !== "unheard") return conductor.expect(attemptId);
    const { epoch, handedOutMs = sinceDispatchMs(execution, attemptId) } = carrier;
    const isFresh = handedOutMs < dispatchWithinMs;
    // The runner never heard of it, or is certain that it did not begin: it has not run, and its approval still stands.
    if (isFresh && !execution.abortAsked && execution.phase !== "paused")
      return conductor.carryOut(execution, effect, epoch);
    // Whoever was about to hand it over finds from here on that it has ended.
    if (await runner.refuse(attemptId)) {
      conductor.attempts.notStarted(key, "its server stopped before the step was started: it has not run");
    } else await takeUpAttempt(execution, effect, carrier);
  }

  /** Where there is one node there is one clock. */
  function sinceDispatchMs(execution: Execution, attemptId: AttemptId): number {
    const out = attemptsOut(execution).find((one) => one.attemptId === attemptId);
    return clock.now().getTime() - (out?.dispatchedAt.getTime() ?? 0);
  }

  /** Another folder's journal knows the attempt, and the node that reads it is gone. */
  async function loseContact(execution: Execution, { stepId, attemptId, isLost }: AttemptOut): Promise<void> {
    if (isLost) return;
    const why = "the node that ran it is gone, and no other can see what became of it";
    await tell(execution, { type: "contact_lost", stepId, attemptId, why });
  }

  /** This node's own journal is the one that knows what nobody could be asked about. */
  async function find(execution: Execution, attempt: AttemptOut): Promise<void> {
    const { stepId, attemptId } = attempt;
    const found = await runner.adopt(attemptId, listen(execution, keyOf(execution, attempt)));
    conductor.expect(attemptId);
    if (found === "ended" || found === "lost") return;
    if (found === "unheard" && !(await runner.refuse(attemptId))) return find(execution, attempt);
    const state = found === "unheard" ? "never_started" : "running";
    const why = state === "running" ? "its node is back, and it still runs" : "its node is back, and it never began";
    await tell(execution, { type: "attempt_found", stepId, attemptId, state, why });
  }

  async function tell(
    { tenantId, id: executionId }: Execution,
    event: Parameters<Conductor["tell"]>[1],
  ): Promise<void> {
    try {
      await conductor.tell({ tenantId, executionId }, event);
    } catch (error) {
      // It moved meanwhile: somebody else knew more.
      if (!(error instanceof OpsError && error.kind === "refused")) throw error;
    }
  }

  function listen(execution: Execution, key: AttemptKey): RunnerListener {
    return conductor.attempts.listen({ ...key, isSecondHand: true }, redactorOf(execution));
  }

  /** What the journal knows of an attempt that no execution waits for. */
  async function putAway(attemptId: AttemptId): Promise<void> {
    const { executionId, stepId } = partsOf(attemptId);
    const tenantId = await executions.findTenant(executionId);
    if (tenantId === undefined) return void (await runner.adopt(attemptId, forgetting(attemptId)));
    const execution = await executions.get(tenantId, executionId);
    // Whoever takes the execution up takes this up with it.
    if (attemptsOut(execution).some((out) => out.attemptId === attemptId)) return;
    const outputs = await executions.listOutputs(tenantId, executionId);
    const stored = outputs.find(({ result }) => result.attemptId === attemptId)?.result.outcome;
    const isKnown = stored !== undefined && stored !== "unknown";
    // A person was asked because nobody knew: what really became of it is evidence, and is stored before it is forgotten.
    const listener = isKnown ? forgetting(attemptId) : listen(execution, { tenantId, executionId, stepId, attemptId });
    if ((await runner.adopt(attemptId, listener)) === "running") conductor.expect(attemptId);
  }

  /** Its result is stored already, or its execution is gone: the evidence is not needed any more. */
  function forgetting(attemptId: AttemptId): RunnerListener {
    const ended = () => {
      runner
        .forget(attemptId)
        .catch((error: unknown) => log.error({ attemptId, error }, "forgetting an attempt failed"));
    };
    return { started() {}, output() {}, ended };
  }

  return {
    takeUp,
    /** Puts away what the journal still held when this server started: nothing of it that nobody has stored is lost. */
    async sweep(left: readonly string[]): Promise<void> {
      // Only attempts of ours get into the journal.
      for (const attemptId of left as AttemptId[]) {
        try {
          await putAway(attemptId);
        } catch (error) {
          // It stays in the journal for the next start.
          log.error({ attemptId, error }, "putting away an earlier attempt failed");
        }
      }
    },
  };
}

function partsOf(attemptId: AttemptId): Pick<AttemptKey, "executionId" | "stepId"> {
  const [executionId, stepId] = attemptId.split("/");
  // An attempt's id is made of these.
  return { executionId: executionId as ExecutionId, stepId: stepId as StepId };
}

function keyOf({ tenantId, id: executionId }: Execution, out: Pick<AttemptOut, "stepId" | "attemptId">): AttemptKey {
  return { tenantId, executionId, stepId: out.stepId, attemptId: out.attemptId };
}
