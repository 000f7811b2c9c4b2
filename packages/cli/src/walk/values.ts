import type { RunbookVariableWire } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";

type Variable = Pick<RunbookVariableWire, "name" | "type" | "setBy" | "default">;

/** Reads `name=value` pairs of the command line. Throws `usage.not_a_pair`. */
export function readValues(pairs: readonly string[], flag = "--var"): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
      throw new OpsError(`Cannot read ${flag} ${pair}: it is no name=value`, {
        kind: "invalid",
        code: "usage.not_a_pair",
        hint: `Give ${flag} name=value, once for each`,
      });
    }),
  );
}

/** Variables that still need a value: nobody gave one, the page sets none, and it names no default. */
export function missingVariables(
  variables: readonly Variable[],
  values: Readonly<Record<string, string>>,
): readonly Variable[] {
  return variables.filter(({ name, setBy, default: standard }) => {
    return setBy === undefined && standard === undefined && !Object.hasOwn(values, name);
  });
}

/** The error that names every missing variable at once. */
export function missingError(title: string, missing: readonly Variable[]): OpsError {
  const names = missing.map(({ name }) => name);
  return new OpsError(`Cannot run "${title}": no value for ${names.join(", ")}`, {
    kind: "refused",
    code: "variables.missing",
    hint: `Give ${names.map((name) => `--var ${name}=…`).join(" ")}; nothing has been started`,
  });
}
