import type { Environment, Level } from "./decision.ts";

/** All environments, least careful first. */
export const environments = [
  "lab",
  "development",
  "test",
  "pre-production",
  "production",
] as const satisfies readonly Environment[];

export function isEnvironment(value: string): value is Environment {
  return (environments as readonly string[]).includes(value);
}

interface Limits {
  /** What holds when nobody set a level. */
  readonly standard: Level;
  /** What nobody can raise a level above. */
  readonly ceiling: Level;
}

const limits: Readonly<Record<Environment, Limits>> = {
  lab: { standard: 3, ceiling: 5 },
  development: { standard: 3, ceiling: 5 },
  test: { standard: 2, ceiling: 4 },
  "pre-production": { standard: 2, ceiling: 3 },
  production: { standard: 1, ceiling: 2 },
};

/** The standard level and the ceiling of an environment. */
export function limitsOf(environment: Environment): Limits {
  return limits[environment];
}
