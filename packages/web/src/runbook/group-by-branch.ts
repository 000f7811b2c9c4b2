import type { ParsedRunbookWire } from "@steadyhand/api";

interface Conditional {
  readonly id: string;
  readonly condition?: { readonly id: string; readonly branch: "then" | "otherwise" } | undefined;
}

/** Steps that follow one another on the same side of the same condition, or under none. */
export interface BranchGroup<Step> {
  readonly key: string;
  readonly branch?: { readonly conditionId: string; readonly side: "then" | "otherwise"; readonly text: string };
  readonly steps: readonly Step[];
}

/** Groups steps in their order by the branch they lie on. */
export function groupByBranch<Step extends Conditional>(
  steps: readonly Step[],
  conditions: ParsedRunbookWire["conditions"],
): BranchGroup<Step>[] {
  const texts = new Map(conditions.map(({ id, text }) => [id, text]));
  const groups: { key: string; branch?: BranchGroup<Step>["branch"]; steps: Step[] }[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const { condition } = step;
    if (last && last.branch?.conditionId === condition?.id && last.branch?.side === condition?.branch) {
      last.steps.push(step);
      continue;
    }
    groups.push({
      key: step.id,
      steps: [step],
      ...(condition && {
        branch: { conditionId: condition.id, side: condition.branch, text: texts.get(condition.id) ?? condition.id },
      }),
    });
  }
  return groups;
}
