import type { ExecutionHeadWire, ExecutionSummaryWire, ExecutionWire } from "@steadyhand/api";
import { possibleExecutionCommands } from "@steadyhand/core/execution";
import type { ExecutionSummary, Snapshot } from "@steadyhand/engine";
import { presentActor } from "./actor.ts";
import { presentGuard } from "./approval.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { type Inspect, presentStep } from "./step.ts";

export function presentExecutionSummary(summary: ExecutionSummary): ExecutionSummaryWire {
  const { id, runbook, mode, environment, targetName, subject, project, phase, startedBy, startedAt, endedAt } =
    summary;
  return {
    id,
    runbook: { id: runbook.id, version: runbook.version, title: runbook.title, sourceSha256: runbook.sourceSha256 },
    mode,
    environment,
    targetName,
    subject,
    project,
    phase,
    startedBy: presentActor(startedBy),
    startedAt: startedAt.toISOString(),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
  };
}

/** An execution without its steps. */
export function presentHead({ execution, version, standing }: Snapshot): ExecutionHeadWire {
  const { abortAsked, undo } = execution;
  const { level, caps } = standing;
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
    ...(execution.pausedBy && { pausedBy: execution.pausedBy }),
    ...(undo && {
      undo: { by: presentActor(undo.by), at: undo.at.toISOString(), reason: undo.reason, steps: [...undo.steps] },
    }),
    guards: (execution.guards ?? []).map((guard) => presentGuard(guard, hideSecrets(execution))),
    settleMs: execution.settleMs ?? 0,
    retries: execution.retries ?? 0,
    ...(execution.continues && { continues: execution.continues }),
    can: [...possibleExecutionCommands(execution)],
  };
}

export function presentExecution(snapshot: Snapshot, inspect: Inspect): ExecutionWire {
  const { steps } = snapshot.version.plan;
  return { ...presentHead(snapshot), steps: steps.map((step) => presentStep(snapshot, step, inspect)) };
}
