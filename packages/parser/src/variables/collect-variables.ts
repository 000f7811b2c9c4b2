import type { StepId, Variable, VariableUse } from "@steadyhand/core/runbook";
import type { FoundCommand } from "../commands/extract-commands.ts";
import { assignedNames } from "./assigned-names.ts";
import { findVariables } from "./find-variables.ts";
import { variableType } from "./variable-type.ts";

export interface UsedCommand {
  readonly stepId: StepId;
  readonly command: FoundCommand;
}

interface Collected {
  readonly uses: VariableUse[];
  setBy: StepId | undefined;
  given: string | undefined;
}

/** All variables of a page in the order of their first use, and the names each step's command uses. */
export function collectVariables(commands: readonly UsedCommand[]): {
  readonly variables: readonly Variable[];
  readonly namesByStep: ReadonlyMap<StepId, ReadonlySet<string>>;
} {
  const collected = new Map<string, Collected>();
  const assignedBy = new Map<string, StepId>();
  const namesByStep = new Map<StepId, Set<string>>();
  for (const { stepId, command } of commands) {
    // A loop's own command sets what its body uses, so it counts before the uses are looked at.
    const assigned = command.dialect === "shell" ? assignedNames(command.mapped.text) : [];
    for (const name of assigned) if (!assignedBy.has(name)) assignedBy.set(name, stepId);
    const names = namesByStep.get(stepId) ?? new Set<string>();
    namesByStep.set(stepId, names);
    for (const found of findVariables(command.mapped.text, command.dialect)) {
      const isShellName = found.form === "$NAME" || found.form === "${NAME}";
      const known = collected.get(found.name) ?? {
        uses: [],
        setBy: isShellName ? assignedBy.get(found.name) : undefined,
        given: undefined,
      };
      known.uses.push({ stepId, form: found.form, range: command.mapped.range(found.from, found.to) });
      known.given ??= found.default;
      collected.set(found.name, known);
      names.add(found.name);
    }
  }
  const variables = [...collected].map(([name, { uses, setBy, given }]): Variable => {
    const variable = { name, type: variableType(name), uses };
    return {
      ...variable,
      ...(setBy === undefined ? {} : { setBy }),
      ...(given === undefined ? {} : { default: given }),
    };
  });
  return { variables, namesByStep };
}
