import type { Json } from "@steadyhand/core/json";
import type { Schedule, ScheduleState } from "@steadyhand/engine";

type Kept = Omit<Schedule, "revision">;

/** What a row's document holds: all but the revision, which counts in its column. */
export function encodeSchedule({ revision: _revision, ...schedule }: Schedule): string {
  const kept: Kept = schedule;
  return JSON.stringify(kept);
}

export function decodeSchedule({
  document,
  revision,
}: {
  readonly document: unknown;
  readonly revision: number;
}): Schedule {
  // Only `encodeSchedule` writes the documents.
  const { createdAt, timing, state, last, ...rest } = document as Json<Kept>;
  return {
    ...rest,
    createdAt: new Date(createdAt),
    timing: timing.kind === "once" ? { kind: "once", at: new Date(timing.at) } : timing,
    state: stateOf(state),
    ...(last && { last: { ...last, due: new Date(last.due), at: new Date(last.at) } }),
    revision,
  };
}

function stateOf(state: Json<ScheduleState>): ScheduleState {
  if (state.phase === "active") return { phase: "active", nextDue: new Date(state.nextDue) };
  return { ...state, at: new Date(state.at) };
}
