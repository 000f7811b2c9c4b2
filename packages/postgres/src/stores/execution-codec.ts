import type { AttemptResult, Execution, StepState } from "@steadyhand/core/execution";
import type { Json } from "@steadyhand/core/json";
import { defaultProject, subjectOfTarget } from "@steadyhand/core/levels";
import type { StepId } from "@steadyhand/core/runbook";
import type { ExecutionSummary } from "@steadyhand/engine";
import { decodeStep } from "./step-codec.ts";

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
    // Kept before there were subjects and projects, a document names neither.
    subject: json.subject ?? subjectOfTarget(json.target.name),
    project: json.project ?? defaultProject,
    startedAt: new Date(json.startedAt),
    endedAt: optionalDate(json.endedAt),
    abortAsked: json.abortAsked && { ...json.abortAsked, at: new Date(json.abortAsked.at) },
    undo: json.undo && { ...json.undo, at: new Date(json.undo.at) },
    failures: json.failures && decodeFailures(json.failures),
    steps: Object.fromEntries(steps.map(([id, step]) => [id, decodeStep(step)])),
  };
}

function decodeFailures(failures: Json<NonNullable<Execution["failures"]>>): NonNullable<Execution["failures"]> {
  const entries = Object.entries(failures) as [StepId, readonly string[]][];
  return Object.fromEntries(entries.map(([stepId, times]) => [stepId, times.map((at) => new Date(at))]));
}

/** What a list shows of an execution, as JSON text. */
export function encodeSummary(execution: Execution): string {
  const { id, runbook, mode, environment, target, subject, project, phase, startedBy, startedAt, endedAt } = execution;
  const summary: ExecutionSummary = {
    ...{ id, runbook, mode, environment, targetName: target.name, subject, project, phase, startedBy, startedAt },
    ...(endedAt && { endedAt }),
  };
  return JSON.stringify(summary);
}

/** A summary from parsed JSON that `encodeSummary` wrote. */
export function decodeSummary(stored: unknown): ExecutionSummary {
  const { endedAt, ...json } = stored as Json<ExecutionSummary>;
  return {
    ...json,
    subject: json.subject ?? subjectOfTarget(json.targetName),
    project: json.project ?? defaultProject,
    startedAt: new Date(json.startedAt),
    ...(endedAt && { endedAt: new Date(endedAt) }),
  };
}

/** A result from parsed JSON that `JSON.stringify` wrote. */
export function decodeResult(stored: unknown): AttemptResult {
  const json = stored as Json<AttemptResult>;
  return { ...json, startedAt: optionalDate(json.startedAt), endedAt: new Date(json.endedAt) };
}

function optionalDate(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
