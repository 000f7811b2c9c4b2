import type { AuditEventDraft } from "@steadyhand/core/audit";
import { type Execution, type Plan, startExecution } from "@steadyhand/core/execution";
import type { Actor, ExecutionId, TenantId } from "@steadyhand/core/identity";
import { sha256Hex } from "@steadyhand/core/proposal";
import { judgement } from "@steadyhand/core/risk";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type { StepClassification } from "@steadyhand/engine";

export const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };

export const plan: Plan = {
  steps: [
    {
      id: "stp_1",
      number: "1",
      title: "Look at the disk",
      description: "",
      section: [],
      variables: [],
      command: { text: "df -h", dialect: "shell" },
    },
  ],
  conditions: [],
  variables: [],
};

/** A started execution. */
export function execution(id: ExecutionId, tenantId: TenantId, startedAt: Date): Execution {
  const begun = startExecution(
    {
      id,
      tenantId,
      runbook: { id: "rbk_disk", version: 1, title: "Disk is full", sourceSha256: "0".repeat(64) },
      mode: "run",
      target: { kind: "local", name: "web-1", isDisposable: false },
      ...{ subject: "web-1", project: "default" },
      environment: "production",
      settings: { targetIsDisposable: false },
      // Names and values that only look like dates or could not be a column of text.
      values: { startedAt: "2026-01-01T00:00:00.000Z", at: "now", odd: "a\0b\ud800" },
      secretNames: [],
      workingDirectory: "/tmp",
      startedBy: riley,
    },
    plan,
    startedAt,
  );
  if (!begun.ok) throw new TypeError(begun.refusal.message);
  return begun.state;
}

/** Something that happened, on its own or in a transition of an execution. */
export function draft(why: string, of?: Pick<Execution, "id" | "sequence">, part = 0): AuditEventDraft {
  return {
    type: of ? "step.executed" : "person.added",
    actor: riley,
    ...(of && { executionId: of.id, executionSequence: of.sequence, part, runbookId: "rbk_disk", stepId: "stp_1" }),
    outcome: "ok",
    why,
    data: { bytes: 12, odd: "a\0b" },
  };
}

/** The next state of an execution. */
export function next(before: Execution): Execution {
  return { ...before, sequence: before.sequence + 1 };
}

/** A runbook as the parser gives it. */
export function runbook(source: string): ParsedRunbook {
  return {
    title: source.split("\n")[0] ?? "",
    format: "markdown",
    source,
    sourceSha256: sha256Hex(source),
    steps: [],
    variables: [],
    prerequisites: [],
    conditions: [],
    ambiguities: [],
    orderedItems: 0,
  };
}

/** The first step's command of a runbook version, judged by both keys. */
export function judged(
  runbookId: StepClassification["runbookId"],
  version: number,
  judgedAt: Date,
): StepClassification {
  const scanner = {
    risk: "safe",
    evidence: [{ rule: "program.df", risk: "safe", range: { start: 0, end: 5 }, why: "reads" }],
  } as const;
  const by = { provider: "fake", requestedModel: "m", model: "m-1", promptVersion: "1" };
  const secondKey = { state: "answered", risk: "safe", confidence: 0.95, reason: "odd: a\0b\ud800", by } as const;
  return {
    ...{ runbookId, version, stepId: "stp_1", purpose: "forward", text: "df -h", dialect: "shell", judgedAt },
    occasion: "imported",
    judgement: judgement(scanner, "1", secondKey),
  };
}
