export { isReading } from "./is-reading.ts";
export { type Judgement, judgement, keyNotAsked, noSecondKey, type SuggestedRollback } from "./judgement.ts";
export { type MergedRisk, type ModelUse, mergeKeys, requiredConfidence, type SecondKey } from "./merge-keys.ts";
export {
  type Classification,
  type Dialect,
  type Effect,
  type Evidence,
  type Reach,
  type Risk,
  type SourceRange,
  worst,
} from "./risk.ts";
export { suggestRollback } from "./suggest-rollback.ts";
