export {
  type AttemptRecord,
  type AttemptRecordChange,
  type AttemptVerdict,
  type How,
  isReading,
} from "./attempt-record.ts";
export { type Demotion, demotionOf, type JudgedAttempt } from "./demotion.ts";
export {
  decideElevation,
  type Elevation,
  type ElevationEvent,
  type ElevationState,
  elevationState,
  longestElevationMinutes,
} from "./elevation.ts";
export {
  type CountedAttempt,
  type LevelChange,
  type LevelEvidence,
  mostRecentAttempts,
  type Tally,
} from "./evidence.ts";
export { type Progress, progressOf, type Threshold } from "./progress.ts";
export { decidePromotion, type Promotion, type PromotionEvent } from "./promotion.ts";
export { defaultProject, isScopeName, type Scope, sayScope, scopeNameForm, subjectOfTarget } from "./scope.ts";
export { standardTrust, type Trust, type TrustChange } from "./trust.ts";
