import type { ScheduleWire } from "@steadyhand/api";
import type { Schedule, ScheduleResult } from "@steadyhand/engine";
import { presentActor } from "./actor.ts";

/** A schedule without the values of its variables: some of them may be secrets. */
export function presentSchedule({ state, request, runbook, timing, last, ...schedule }: Schedule): ScheduleWire {
  return {
    id: schedule.id,
    name: schedule.name,
    runbook: { ...runbook, ...(request.version !== undefined && { version: request.version }) },
    environment: request.environment,
    mode: request.mode,
    timing: timing.kind === "once" ? { kind: "once", at: timing.at.toISOString() } : timing,
    phase: state.phase,
    ...(state.phase === "active" ? { nextDue: state.nextDue.toISOString() } : { why: state.why }),
    ...(schedule.follows && { follows: schedule.follows }),
    ...(request.only && { only: [...request.only] }),
    createdBy: presentActor(schedule.createdBy),
    createdAt: schedule.createdAt.toISOString(),
    ...(last && { last: presentScheduleResult(last) }),
  };
}

export function presentScheduleResult({ due, at, outcome, executionId, why }: ScheduleResult) {
  return { due: due.toISOString(), at: at.toISOString(), outcome, ...(executionId && { executionId }), why };
}
