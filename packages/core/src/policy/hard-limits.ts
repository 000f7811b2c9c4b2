import type { Environment, Level } from "../autonomy/index.ts";
import type { Tier } from "./policy.ts";

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

export interface Limits {
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

/** The standard level and the ceiling of an environment for which a policy says nothing. */
export function limitsOf(environment: Environment): Limits {
  return limits[environment];
}

/** Beyond these no policy goes: a file that tries is refused, and the gate keeps to them all the same. */
export const hardLimits = {
  /** Production above L2 also wants a reason. */
  ceiling: { lab: 5, development: 5, test: 4, "pre-production": 3, production: 3 },
  /** How long a question waits, at most. */
  approvalMinutes: { safe: 15, caution: 15, dangerous: 5 },
  /** How long one attempt may take, at most. */
  attemptSeconds: { safe: 60, caution: 120, dangerous: 300 },
  /** How many people can be asked to grant one step. */
  approvers: 10,
  /** How long an emergency elevation lasts, at most. */
  elevationMinutes: 60,
} as const satisfies {
  readonly ceiling: Readonly<Record<Environment, Level>>;
  readonly approvalMinutes: Readonly<Record<Tier, number>>;
  readonly attemptSeconds: Readonly<Record<Tier, number>>;
  readonly approvers: number;
  readonly elevationMinutes: number;
};

/** The ceiling that a policy's word comes to. Production above its own ceiling wants a reason. */
export function clampCeiling(environment: Environment, asked: Level, reason: string | undefined): Level {
  const most = reason?.trim() ? hardLimits.ceiling[environment] : limitsOf(environment).ceiling;
  return asked < most ? asked : most;
}
