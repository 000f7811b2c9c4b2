import type { Environment, Level } from "@steadyhand/core/autonomy";
import { defaultProject } from "@steadyhand/core/levels";
import { environments, type Policy, resolvePolicy } from "@steadyhand/core/policy";
import type { KnownScope } from "./level-ports.ts";

/** The highest level that a scope could ever have, and what says so. */
export interface ScopeCeiling {
  readonly environment: Environment;
  readonly level: Level;
  /** `built in`, or the place in policy.json. */
  readonly from: string;
}

/**
 * The ceiling of the scope's most trusting environment: of those in which it was run, or of all where it never was.
 * What it is in each of the others, the gate sees to.
 */
export function ceilingOf(policy: Policy, known: Pick<KnownScope, "scope" | "runIn" | "project">): ScopeCeiling {
  const runIn = known.runIn.length > 0 ? known.runIn : environments;
  const ceilings = runIn.map((environment) => ceilingIn(policy, known, environment));
  const [first, ...others] = ceilings;
  if (first === undefined) throw new TypeError("there is at least one environment");
  return others.reduce((highest, one) => (one.level > highest.level ? one : highest), first);
}

/** The lowest ceiling that holds for the scope in one environment. */
export function ceilingIn(
  policy: Policy,
  { scope, project = defaultProject }: Pick<KnownScope, "scope" | "project">,
  environment: Environment,
): ScopeCeiling {
  const names = scope.kind === "subject" ? { subject: scope.name, project } : { subject: "", project: scope.name };
  const { ceilings } = resolvePolicy(policy, { environment, ...names, runbookId: "" });
  const [first, ...others] = ceilings;
  if (first === undefined) throw new TypeError("an environment has a ceiling of its own");
  const { value, from } = others.reduce((lowest, one) => (one.value < lowest.value ? one : lowest), first);
  return { environment, level: value, from };
}
