import type { StepId } from "../runbook/index.ts";
import type { Execution, Plan, PlannedStep } from "./execution.ts";

/** What people changed about the plan of one run. The runbook version itself never changes. */
export interface PlanChanges {
  /** Steps that the runbook does not have, in the order in which they were added. */
  readonly added: readonly PlannedStep[];
  /** All steps in the order they are done in, added ones included. */
  readonly order: readonly StepId[];
  /** The runbook's own steps in its own order. */
  readonly prescribed: readonly StepId[];
  /** Those that a person moved, wherever they stand now. */
  readonly moved: readonly StepId[];
}

/** The steps of one run in the order they are done in: the runbook's, with what people added and moved. */
export function planFor({ changes }: Pick<Execution, "changes">, plan: Plan): Plan {
  if (changes === undefined) return plan;
  const byId = new Map([...plan.steps, ...changes.added].map((step) => [step.id, step]));
  return { ...plan, steps: changes.order.flatMap((id) => byId.get(id) ?? []) };
}
