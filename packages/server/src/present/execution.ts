import type { ExecutionHeadWire, ExecutionSummaryWire, ExecutionWire } from "@steadyhand/api";
import { computeLevel } from "@steadyhand/core/autonomy";
import { possibleExecutionCommands } from "@steadyhand/core/execution";
import type { ExecutionSummary, Snapshot } from "@steadyhand/engine";
import { presentActor } from "./actor.ts";
import { type Inspect, presentStep } from "./step.ts";

export function presentExecutionSummary(summary: ExecutionSummary): ExecutionSummaryWire {
  const { id, runbook, mode, environment, targetName, phase, startedBy, startedAt, endedAt } = summary;
  return {
    id,
    runbook: { id: runbook.id, version: runbook.version, title: runbook.title, sourceSha256: runbook.sourceSha256 },
    mode,
    environment,
    targetName,
    phase,
    startedBy: presentActor(startedBy),
    startedAt: startedAt.toISOString(),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
  };
}

/** An execution without its steps. */
export function presentHead({ execution, version }: Snapshot): ExecutionHeadWire {
  const { abortAsked } = execution;
  const { level, caps } = computeLevel(execution.settings);
  const secrets = new Set(version.plan.variables.filter(({ type }) => type === "secret").map(({ name }) => name));
  const values = Object.entries(execution.values).map(([name, value]) => [
    name,
    secrets.has(name) ? "[redacted:variable]" : value,
  ]);
  return {
    ...presentExecutionSummary({ ...execution, targetName: execution.target.name }),
    sequence: execution.sequence,
    level,
    caps: [...caps],
    values: Object.fromEntries(values),
    workingDirectory: execution.workingDirectory,
    ...(abortAsked && {
      abortAsked: {
        by: presentActor(abortAsked.by),
        at: abortAsked.at.toISOString(),
        reason: abortAsked.reason,
      },
    }),
    can: [...possibleExecutionCommands(execution)],
  };
}

export function presentExecution(snapshot: Snapshot, inspect: Inspect): ExecutionWire {
  const { steps } = snapshot.version.plan;
  return { ...presentHead(snapshot), steps: steps.map((step) => presentStep(snapshot, step, inspect)) };
}
