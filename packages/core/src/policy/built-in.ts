import type { ActionClass } from "../autonomy/index.ts";
import type { BlastRadius } from "../proposal/index.ts";
import { environments } from "./hard-limits.ts";
import type {
  DemotionPolicy,
  DriftPolicy,
  FeatureFlag,
  Mode,
  Policy,
  PromotionPolicy,
  RateLimit,
  RepetitionPolicy,
  Reversibility,
  SessionTier,
} from "./policy.ts";

/** What holds with no policy.json, and while it cannot be read: strict, with all that is built in. */
export const defaultPolicy: Policy = {};

/** Every class of action, the gravest first. */
export const actionClasses = [
  "unknown",
  "grants",
  "spends",
  "deletes",
  "stops",
  "scales",
  "configures",
  "executes",
  "starts",
  "sends",
  "writes",
  "reveals",
  "reads",
] as const satisfies readonly ActionClass[];

export const blastRadii = ["unknown", "all", "many", "one"] as const satisfies readonly BlastRadius[];
export const reversibilities = ["irreversible", "unknown"] as const satisfies readonly Reversibility[];
export const featureFlags = [
  "automatic_execution",
  "rollback",
  "scripts",
  "actions",
  "schedules",
] as const satisfies readonly FeatureFlag[];

interface BuiltInModes {
  readonly actionClasses: Readonly<Record<ActionClass, Mode>>;
  readonly blastRadius: Readonly<Record<BlastRadius, Mode>>;
  readonly reversibility: Readonly<Record<Reversibility, Mode>>;
}

const everyClass = (mode: Mode) =>
  // Every class is in the list, which the compiler checks the other way round.
  Object.fromEntries(actionClasses.map((name) => [name, mode])) as Record<ActionClass, Mode>;

const careful: BuiltInModes = {
  actionClasses: { ...everyClass("auto"), unknown: "require", grants: "require", spends: "require" },
  // How far something reaches is often not to be told. What that could hurt waits at L3 for its risk.
  blastRadius: { one: "auto", many: "auto", all: "require", unknown: "auto" },
  reversibility: { irreversible: "require", unknown: "auto" },
};

/** A lab is there to be broken: only its level says what waits. */
const lab: BuiltInModes = {
  actionClasses: everyClass("auto"),
  blastRadius: { one: "auto", many: "auto", all: "auto", unknown: "auto" },
  reversibility: { irreversible: "auto", unknown: "auto" },
};

/** What stands where a policy says nothing. */
export const builtIn = {
  modes: { lab, development: careful, test: careful, "pre-production": careful, production: careful },
  rateLimit: { changesPerHour: 30, then: "require" } as RateLimit,
  sessionTiers: [
    { at: 10, kind: "click" },
    { at: 25, kind: "typed_target" },
    { at: 50, kind: "four_eyes" },
  ] as readonly SessionTier[],
  repetition: { afterUnchanged: "require", afterWorse: "require" } as RepetitionPolicy,
  drift: { share: 0.7, atLeast: 20, environments: environments.filter((name) => name !== "lab") } as DriftPolicy,
  promotion: { attempts: 100, days: 30, successShare: 0.98, worse: 0 } as PromotionPolicy,
  demotion: {
    errorShare: { lab: 0.2, development: 0.2, test: 0.1, "pre-production": 0.05, production: 0.02 },
    over: 20,
    failuresInARow: 3,
  } as DemotionPolicy,
  panic: { mayResume: [{ role: "admin" }] },
} as const;
