import type { StepWire } from "@steadyhand/api";
import { currentStep, isTerminal, type PlannedStep, possibleStepCommands, stepState } from "@steadyhand/core/execution";
import type { Inspection, Snapshot } from "@steadyhand/engine";
import { presentJudgement } from "./judgement.ts";
import { presentState } from "./step-state.ts";

/** A step's command as it would run now, with its judgement. */
export type Inspect = (snapshot: Snapshot, step: PlannedStep) => Inspection;

/** One step of an execution as people see it. */
export function presentStep(snapshot: Snapshot, step: PlannedStep, inspect: Inspect): StepWire {
  const { execution, version } = snapshot;
  const { resolvedText, judgement } = inspect(snapshot, step);
  const edited = execution.edits[step.id];
  return {
    id: step.id,
    number: step.number,
    title: step.title,
    description: step.description,
    section: [...step.section],
    isCurrent: !isTerminal(execution) && currentStep(execution, version.plan)?.id === step.id,
    ...presentState(stepState(execution, step.id), execution),
    ...(step.command && { command: step.command }),
    ...(edited !== undefined && { editedCommand: edited }),
    ...(resolvedText !== undefined && { resolvedText }),
    ...(judgement && { judgement: presentJudgement(judgement) }),
    ...presentCondition(snapshot, step),
    ...(step.expect !== undefined && { expect: step.expect }),
    ...(step.rollback && { rollback: step.rollback }),
    can: [...possibleStepCommands(execution, version.plan, step)],
  };
}

/** All that can change of a step while an execution goes on, cheap to compare: the same mark, the same view. */
export function stepMark({ execution, version }: Snapshot, step: PlannedStep, currentId: string | undefined): string {
  const state = execution.steps[step.id];
  const edited = execution.edits[step.id];
  if (state === undefined && edited === undefined && currentId !== step.id) return "";
  const can = possibleStepCommands(execution, version.plan, step);
  return JSON.stringify([state, edited, currentId === step.id, can]);
}

function presentCondition({ version }: Snapshot, { condition }: PlannedStep): Pick<StepWire, "condition"> {
  if (condition === undefined) return {};
  const text = version.plan.conditions.find(({ id }) => id === condition.id)?.text ?? "";
  return { condition: { ...condition, text } };
}
