import type { Approval } from "@steadyhand/core/approval";
import type { Measuring, Reading, Seen, StepState, Underway } from "@steadyhand/core/execution";
import type { Json } from "@steadyhand/core/json";
import { unreachable } from "@steadyhand/core/outcome";

/** A step's state from parsed JSON that `JSON.stringify` wrote: every date is a date again. */
export function decodeStep(step: Json<StepState>): StepState {
  switch (step.phase) {
    case "pending":
      return step;
    case "ready":
      return step.waitsFor === "retry" ? { ...step, at: new Date(step.at) } : step;
    case "awaiting_approval":
      return { ...step, approval: decodeApproval(step.approval) };
    case "measuring":
    case "running":
    case "rolling_back":
      return decodeUnderway(step);
    case "lost_contact":
      return { ...step, since: new Date(step.since), until: new Date(step.until), was: decodeUnderway(step.was) };
    case "verifying":
      return { ...decodeForward(step), seen: decodeSeen(step.seen) };
    case "settling":
      return { ...decodeForward(step), until: new Date(step.until) };
    case "succeeded":
    case "failed":
    case "rollback_available":
    case "skipped":
    case "manual_intervention":
    case "previewed":
    case "rolled_back":
    case "left_in_place":
      return { ...step, at: new Date(step.at) };
    default:
      return unreachable(step);
  }
}

/** An approval from parsed JSON that `JSON.stringify` wrote. */
export function decodeApproval(approval: Json<Approval>): Approval {
  const { requestedAt, expiresAt } = approval.request;
  const request = { ...approval.request, requestedAt: new Date(requestedAt), expiresAt: new Date(expiresAt) };
  const grants = approval.grants?.map((grant) => ({ ...grant, at: new Date(grant.at) }));
  const decided = approval.phase === "requested" ? {} : { at: new Date(approval.at) };
  // Its dates are dates again; all else is texts, numbers and truth values, which come through as they were.
  return { ...approval, request, ...(grants && { grants }), ...decided } as Approval;
}

function decodeUnderway(step: Json<Underway>): Underway {
  switch (step.phase) {
    case "measuring":
      return {
        ...decodeForward(step),
        readingAt: new Date(step.readingAt),
        readings: step.readings.map(decodeReading),
      } as Measuring; // `when` and what belongs to it are texts and truth values: they came through as they were
    case "running":
      return decodeForward(step);
    case "rolling_back":
      return { ...step, dispatchedAt: new Date(step.dispatchedAt) };
    default:
      return unreachable(step);
  }
}

function decodeForward<State extends { readonly dispatchedAt: string; readonly before?: readonly Json<Reading>[] }>({
  before,
  dispatchedAt,
  ...rest
}: State) {
  return { ...rest, dispatchedAt: new Date(dispatchedAt), ...(before && { before: before.map(decodeReading) }) };
}

function decodeReading(reading: Json<Reading>): Reading {
  return { ...reading, at: new Date(reading.at) };
}

function decodeSeen(seen: Json<Seen>): Seen {
  const { startedAt, endedAt } = seen;
  return { ...seen, startedAt: startedAt === undefined ? undefined : new Date(startedAt), endedAt: new Date(endedAt) };
}
