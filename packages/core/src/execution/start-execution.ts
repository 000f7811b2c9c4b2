import { advance } from "./advance.ts";
import type { Transition } from "./events.ts";
import type { Execution, Plan } from "./execution.ts";
import { planFor } from "./plan-for.ts";
import type { TakenOver } from "./take-over.ts";

/** What a person chose for a run. */
export type StartInput = Pick<
  Execution,
  | "id"
  | "tenantId"
  | "runbook"
  | "mode"
  | "target"
  | "subject"
  | "project"
  | "environment"
  | "settings"
  | "values"
  | "secretNames"
  | "workingDirectory"
  | "startedBy"
  | "only"
  | "guards"
  | "settleMs"
  | "retries"
  | "continues"
> &
  /** Of the run that this one goes on from. */
  Partial<Pick<Execution, "answers" | "edits" | "authors" | "changes">> & { readonly takenOver?: TakenOver };

/** Begins an execution: its first step is ready, and the first thing that must follow is its proposal. */
export function startExecution({ takenOver, ...input }: StartInput, plan: Plan, now: Date): Transition {
  const state: Execution = {
    edits: {},
    answers: {},
    ...input,
    startedAt: now,
    phase: "running",
    steps: takenOver?.steps ?? {},
    attempts: {},
    sequence: 0,
  };
  const begun = advance(state, planFor(state, plan), now);
  const started = {
    type: "execution.started",
    actor: input.startedBy,
    outcome: "ok",
    why: `${input.startedBy.name} started "${input.runbook.title}" on ${input.target.name} (${input.environment})`,
    data: {
      runbook: input.runbook,
      mode: input.mode,
      target: input.target,
      subject: input.subject,
      project: input.project,
      environment: input.environment,
      settings: input.settings,
      values: input.values,
      workingDirectory: input.workingDirectory,
      steps: plan.steps.length,
      ...(input.guards && { guards: input.guards }),
      ...(input.settleMs !== undefined && { settleMs: input.settleMs }),
      ...(input.retries !== undefined && { retries: input.retries }),
      ...(input.continues && { continues: input.continues }),
    },
  } as const;
  return {
    ok: true,
    state: begun.state,
    facts: [started, ...(takenOver?.facts ?? []), ...begun.facts],
    effects: begun.effects,
  };
}
