export { type DayBounds, dayBounds, dayOf } from "./day-bounds.ts";
export {
  type AttemptCount,
  type AttemptShare,
  assembleDigest,
  type DayFacts,
  type Digest,
  type SlowExecution,
  type SlowStep,
  slowestShown,
} from "./digest.ts";
