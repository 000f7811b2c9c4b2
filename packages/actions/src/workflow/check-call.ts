import { type ActionCall, type ActionCatalogue, type ActionValue, variablesOf } from "@steadyhand/core/action";
import type { OpenYaml, YamlProblem } from "@steadyhand/plain-yaml";

interface Place {
  /** Of the map that holds `action` and `with`. */
  readonly path: readonly PropertyKey[];
  readonly yaml: OpenYaml;
  readonly catalogue: ActionCatalogue;
  /** Names of the workflow's variables. */
  readonly declared: readonly string[];
}

/** Everything that is wrong with one call. What waits for a variable is checked once that has a value. */
export function checkCall(call: ActionCall, { path, yaml, catalogue, declared }: Place): YamlProblem[] {
  const at = (inner: readonly PropertyKey[]) => yaml.rangeOf([...path, ...inner]);
  const action = catalogue.find(call.name);
  if (action === undefined) {
    const names = catalogue.list().map(({ name }) => name);
    return [yaml.problemAt(at(["action"]), `there is no action ${call.name}; there are ${names.join(", ")}`)];
  }
  const unknown = variablesOf(call)
    .filter((name) => !declared.includes(name))
    .map((name) => yaml.problemAt(at(["with"]), `{{${name}}} is no variable of this workflow; declare it`));
  const prepared = action.prepare(call.parameters);
  if (prepared.ok || prepared.code === "action.unavailable") return unknown;
  const own = prepared.problems
    .filter((problem) => !waits(call.parameters[problem.path.split(".")[0] ?? ""]))
    .map((problem) => {
      const inner =
        problem.path === "" ? [] : problem.path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
      return yaml.problemAt(at(["with", ...inner]), `${call.name}: \`${problem.path}\`: ${problem.message}`);
    });
  return [...unknown, ...own];
}

function waits(value: ActionValue | undefined): boolean {
  return value !== undefined && variablesOf({ name: "", parameters: { value } }).length > 0;
}
