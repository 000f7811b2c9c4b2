export {
  type ActiveHour,
  type AnomalyFacts,
  type AttemptKey,
  type ErrorCount,
  type HourVolume,
  habitDays,
  historyDays,
  type KnownActor,
  longestWindowDays,
  type Streak,
  type Use,
  type Window,
} from "./facts.ts";
export {
  type Anomaly,
  type AnomalyKind,
  type Cause,
  failuresInARow,
  findAnomalies,
} from "./find-anomalies.ts";
