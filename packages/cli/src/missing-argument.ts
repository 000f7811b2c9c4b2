import { OpsError } from "@steadyhand/core/outcome";

/** The error for an argument that is only optional in some forms of a command. */
export function missingArgument(what: string, needed: string): OpsError {
  return new OpsError(`Cannot ${what}: nothing was named`, {
    kind: "invalid",
    code: "usage.argument_missing",
    hint: `Give ${needed}`,
  });
}
