import { advance } from "./advance.ts";
import type { Transition } from "./events.ts";
import type { Execution, Plan } from "./execution.ts";

/** What a person chose for a run. */
export type StartInput = Pick<
  Execution,
  | "id"
  | "tenantId"
  | "runbook"
  | "mode"
  | "target"
  | "environment"
  | "settings"
  | "values"
  | "secretNames"
  | "workingDirectory"
  | "startedBy"
>;

/** Begins an execution: its first step is ready, and the first thing that must follow is its proposal. */
export function startExecution(input: StartInput, plan: Plan, now: Date): Transition {
  const state: Execution = {
    ...input,
    startedAt: now,
    phase: "running",
    steps: {},
    attempts: {},
    edits: {},
    answers: {},
    sequence: 0,
  };
  const begun = advance(state, plan, now);
  const started = {
    type: "execution.started",
    actor: input.startedBy,
    outcome: "ok",
    why: `${input.startedBy.name} started "${input.runbook.title}" on ${input.target.name} (${input.environment})`,
    data: {
      runbook: input.runbook,
      mode: input.mode,
      target: input.target,
      environment: input.environment,
      settings: input.settings,
      values: input.values,
      workingDirectory: input.workingDirectory,
      steps: plan.steps.length,
    },
  } as const;
  return { ok: true, state: begun.state, facts: [started, ...begun.facts], effects: begun.effects };
}
