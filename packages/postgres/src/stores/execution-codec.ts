import type { Approval } from "@steadyhand/core/approval";
import type { AttemptResult, Execution, Seen, StepState } from "@steadyhand/core/execution";
import { unreachable } from "@steadyhand/core/outcome";
import type { StepId } from "@steadyhand/core/runbook";
import type { ExecutionSummary } from "@steadyhand/engine";

/** How a value looks after a way through JSON: dates are texts. The compiler then asks for each of them back. */
type Json<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Json<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Json<Value[Key]> }
      : Value;

/** An execution as JSON text. */
export function encodeExecution(execution: Execution): string {
  return JSON.stringify(execution);
}

/** An execution from parsed JSON that `encodeExecution` wrote. Values of variables stay texts, whatever their names. */
export function decodeExecution(stored: unknown): Execution {
  // Only `encodeExecution` writes these, and the migration in force knows their shape.
  const json = stored as Json<Execution>;
  const steps = Object.entries(json.steps) as [StepId, Json<StepState>][];
  return {
    ...json,
    startedAt: new Date(json.startedAt),
    endedAt: optionalDate(json.endedAt),
    abortAsked: json.abortAsked && { ...json.abortAsked, at: new Date(json.abortAsked.at) },
    steps: Object.fromEntries(steps.map(([id, step]) => [id, decodeStep(step)])),
  };
}

/** What a list shows of an execution, as JSON text. */
export function encodeSummary(execution: Execution): string {
  const { id, runbook, mode, environment, target, phase, startedBy, startedAt, endedAt } = execution;
  const summary: ExecutionSummary = {
    ...{ id, runbook, mode, environment, targetName: target.name, phase, startedBy, startedAt },
    ...(endedAt && { endedAt }),
  };
  return JSON.stringify(summary);
}

/** A summary from parsed JSON that `encodeSummary` wrote. */
export function decodeSummary(stored: unknown): ExecutionSummary {
  const { endedAt, ...json } = stored as Json<ExecutionSummary>;
  return { ...json, startedAt: new Date(json.startedAt), ...(endedAt && { endedAt: new Date(endedAt) }) };
}

/** A result from parsed JSON that `JSON.stringify` wrote. */
export function decodeResult(stored: unknown): AttemptResult {
  const json = stored as Json<AttemptResult>;
  return { ...json, startedAt: optionalDate(json.startedAt), endedAt: new Date(json.endedAt) };
}

function decodeStep(step: Json<StepState>): StepState {
  switch (step.phase) {
    case "pending":
    case "ready":
      return step;
    case "awaiting_approval":
      return { ...step, approval: decodeApproval(step.approval) };
    case "running":
    case "rolling_back":
      return { ...step, dispatchedAt: new Date(step.dispatchedAt) };
    case "verifying":
      return { ...step, dispatchedAt: new Date(step.dispatchedAt), seen: decodeSeen(step.seen) };
    case "succeeded":
    case "failed":
    case "rollback_available":
    case "skipped":
    case "manual_intervention":
      return { ...step, at: new Date(step.at) };
    default:
      return unreachable(step);
  }
}

function decodeSeen(seen: Json<Seen>): Seen {
  return { ...seen, startedAt: optionalDate(seen.startedAt), endedAt: new Date(seen.endedAt) };
}

function decodeApproval(approval: Json<Approval>): Approval {
  const { requestedAt, expiresAt } = approval.request;
  const request = { ...approval.request, requestedAt: new Date(requestedAt), expiresAt: new Date(expiresAt) };
  return approval.phase === "requested"
    ? { ...approval, request }
    : { ...approval, request, at: new Date(approval.at) };
}

function optionalDate(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
