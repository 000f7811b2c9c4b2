export { type Invariant, type Judgement, leastSettleMs } from "./invariant.ts";
export type { BlindSpot, MemberState, Observation, Sample, SeenMember } from "./observation.ts";
export {
  isFlapping,
  nextMoment,
  resume,
  settleMsOf,
  type Timing,
  unwatched,
  type WatchChange,
  type Watched,
  type WatchStep,
  watch,
} from "./watch.ts";
export { type Blindness, blindnesses, blindToAll, type JudgedBy, observed, observedTiming } from "./watch-observed.ts";
