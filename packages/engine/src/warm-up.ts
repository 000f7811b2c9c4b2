import { currentStep, type Execution, isTerminal, type Plan } from "@steadyhand/core/execution";
import type { EngineLog } from "./engine-options.ts";
import type { KeyQuestion, SecondKeys } from "./ports.ts";
import type { RedactorOf } from "./redactors.ts";
import { resolveText } from "./resolve-text.ts";
import { runBounded } from "./run-bounded.ts";

interface WarmUpOptions {
  readonly secondKeys: SecondKeys;
  readonly redactorOf: RedactorOf;
  readonly log: EngineLog;
  readonly signal: AbortSignal;
}

/** So many that a model keeps up; more would only wait in its queue until they are too late. */
const atOnce = 8;

/**
 * Asks the second key in the background about every text that an execution may still run, in the order of its steps:
 * when a step's turn comes its answer is at hand, and nobody waits for a model.
 */
export function createWarmUp({ secondKeys, redactorOf, log, signal }: WarmUpOptions) {
  return (execution: Execution, plan: Plan): void => {
    const questions = remainingQuestions(execution, plan, redactorOf).filter(
      (question) => secondKeys.known(question) === undefined,
    );
    runBounded(questions, atOnce, async (question) => {
      if (!signal.aborted) await secondKeys.ask(question, signal);
    }).catch((error: unknown) => log.error({ executionId: execution.id, error }, "asking ahead failed"));
  };
}

function remainingQuestions(execution: Execution, plan: Plan, redactorOf: RedactorOf): KeyQuestion[] {
  const current = currentStep(execution, plan);
  if (current === undefined || isTerminal(execution)) return [];
  const redactor = redactorOf(execution);
  return plan.steps.slice(plan.steps.indexOf(current)).flatMap((step) =>
    (["forward", "rollback"] as const).flatMap((purpose) => {
      const resolved = resolveText(execution, step, purpose);
      if (!resolved?.ok) return [];
      const { tenantId } = execution;
      return [{ tenantId, text: redactor.redact(resolved.text), dialect: resolved.dialect }];
    }),
  );
}
