export type { ChangeOutcome, StoredCircumstances } from "./circumstances.ts";
export { computeLevel } from "./compute-level.ts";
export type {
  AutonomySettings,
  Cap,
  Confirmation,
  Decision,
  Environment,
  Finding,
  GateInput,
  Level,
  Verdict,
} from "./decision.ts";
export { environments, isEnvironment, limitsOf } from "./environment.ts";
export { type GateRule, gateRules, judge } from "./gate.ts";
