import type { ParsedRunbook, StepId } from "@steadyhand/core/runbook";
import type { BranchOf } from "../steps/draft.ts";

/**
 * The forks that each step stands below, outermost first, told from the conditions. A fork around another one holds
 * at least its steps; of two with the same steps, the one that a step names as its own is the inner one.
 */
export function branchesByStep({ steps, conditions }: ParsedRunbook): ReadonlyMap<StepId, readonly BranchOf[]> {
  const sizes = new Map(conditions.map(({ id, then, otherwise }) => [id, then.length + otherwise.length]));
  const found = new Map<StepId, BranchOf[]>();
  for (const { id, then, otherwise } of conditions) {
    for (const step of then) add(step, { id, branch: "then" });
    for (const step of otherwise) add(step, { id, branch: "otherwise" });
  }
  for (const { id, condition } of steps) {
    const innerLast = (of: BranchOf) => (of.id === condition?.id ? 1 : 0);
    found.get(id)?.sort((a, b) => innerLast(a) - innerLast(b) || (sizes.get(b.id) ?? 0) - (sizes.get(a.id) ?? 0));
  }
  return found;

  function add(step: StepId, of: BranchOf): void {
    found.set(step, [...(found.get(step) ?? []), of]);
  }
}
