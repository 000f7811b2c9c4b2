export { actionClasses, blastRadii, builtIn, defaultPolicy, featureFlags, reversibilities } from "./built-in.ts";
export {
  type Applies,
  appliesTo,
  type Dates,
  type Freeze,
  isWithin,
  type MaintenanceWindow,
  type Weekday,
  type WeeklyTimes,
  weekdays,
} from "./calendar.ts";
export { clampCeiling, environments, hardLimits, isEnvironment, type Limits, limitsOf } from "./hard-limits.ts";
export type {
  ApprovalRule,
  Approver,
  DemotionPolicy,
  DriftPolicy,
  EnvironmentPolicy,
  FeatureFlag,
  GovernanceMode,
  Mode,
  Modes,
  PanicPolicy,
  Policy,
  PolicyScope,
  PromotionPolicy,
  RateLimit,
  RepetitionPolicy,
  Reversibility,
  SafetyMode,
  ScopePolicy,
  SessionTier,
  Tier,
} from "./policy.ts";
export { isBuiltIn, type ResolvedPolicy, resolvePolicy, type Sourced, type SourcedModes } from "./resolve-policy.ts";
