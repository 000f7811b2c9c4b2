import type { ParsedCommand, ParsedRunbook, StepId, Variable, VariableUse } from "@steadyhand/core/runbook";
import type { FoundCommand } from "../commands/extract-commands.ts";
import { MappedTextBuilder } from "../text/mapped-text.ts";
import { collectVariables } from "../variables/collect-variables.ts";
import type { MergedStep } from "./merged-step.ts";

/**
 * The variables of all steps, as the parser collects them. A command that was read before keeps the places of its
 * uses: they were found when its markup was still known.
 */
export function rejoinVariables(
  parsed: ParsedRunbook,
  steps: readonly MergedStep[],
): { readonly variables: readonly Variable[]; readonly namesByStep: ReadonlyMap<StepId, ReadonlySet<string>> } {
  const commands = steps.flatMap(({ step: { id, command, rollback } }) =>
    [command, rollback].flatMap((one) => (one === undefined ? [] : [{ stepId: id, command: foundCommand(one) }])),
  );
  const { variables, namesByStep } = collectVariables(commands);
  const before = new Map(parsed.variables.map(({ name, uses }) => [name, uses]));
  const was = new Map(steps.map(({ step, was: old }) => [step.id, old]));
  return {
    namesByStep,
    variables: variables.map((variable) => ({
      ...variable,
      uses: keepRanges(variable.uses, before.get(variable.name) ?? [], was),
    })),
  };
}

/** The n-th use of a name in a step stays the n-th; the uses of an accepted command come before those of a rollback. */
function keepRanges(
  uses: readonly VariableUse[],
  before: readonly VariableUse[],
  was: ReadonlyMap<StepId, StepId | undefined>,
): readonly VariableUse[] {
  const left = new Map<StepId | undefined, VariableUse[]>();
  for (const use of before) left.set(use.stepId, [...(left.get(use.stepId) ?? []), use]);
  // From the last one backwards: what is new in a known step stands before what it had.
  return uses
    .toReversed()
    .map((use) => ({ ...use, range: left.get(was.get(use.stepId))?.pop()?.range ?? use.range }))
    .toReversed();
}

/** A parsed command as the parser's own parts want it. Where its text is not the source's, any part of it is all of it. */
export function foundCommand({ text, dialect, origin, range }: ParsedCommand): FoundCommand {
  const builder = new MappedTextBuilder();
  builder.add(text, range.start, range.end - range.start);
  return { text, dialect, origin, mapped: builder.build(), comment: undefined };
}
