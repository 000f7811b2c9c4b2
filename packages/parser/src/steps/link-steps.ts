import type { StepId } from "@steadyhand/core/runbook";
import type { BranchOf } from "./draft.ts";

interface Linked {
  readonly id: StepId;
  readonly branches: readonly BranchOf[];
}

/**
 * Which steps come directly before each. Both sides of a fork begin after what stands before it and meet again after it;
 * a side without steps adds no edge, since steps that do not apply are passed over.
 */
export function linkSteps(steps: readonly Linked[]): ReadonlyMap<StepId, readonly StepId[]> {
  const after = new Map<StepId, readonly StepId[]>();
  linkRun(steps, 0, [], after);
  return after;
}

/** Links steps that share their first `depth` forks; gives back what comes directly before whatever follows. */
function linkRun(
  steps: readonly Linked[],
  depth: number,
  before: readonly StepId[],
  after: Map<StepId, readonly StepId[]>,
): readonly StepId[] {
  let previous = before;
  for (let i = 0; i < steps.length; ) {
    const step = steps[i];
    if (step === undefined) break;
    const fork = step.branches[depth]?.id;
    if (fork === undefined) {
      after.set(step.id, previous);
      previous = [step.id];
      i++;
      continue;
    }
    let end = i;
    while (end < steps.length && steps[end]?.branches[depth]?.id === fork) end++;
    const run = steps.slice(i, end);
    const sides = (["then", "otherwise"] as const).flatMap((branch) => {
      const side = run.filter((one) => one.branches[depth]?.branch === branch);
      return side.length === 0 ? [] : linkRun(side, depth + 1, previous, after);
    });
    previous = sides;
    i = end;
  }
  return previous;
}
