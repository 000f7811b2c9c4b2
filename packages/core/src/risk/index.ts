export { type Judgement, judgement, noSecondKey } from "./judgement.ts";
export { type MergedRisk, mergeKeys, requiredConfidence, type SecondKey } from "./merge-keys.ts";
export { type Classification, type Dialect, type Evidence, type Risk, type SourceRange, worst } from "./risk.ts";
