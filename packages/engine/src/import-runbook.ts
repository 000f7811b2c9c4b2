import type { AuditEventDraft } from "@steadyhand/core/audit";
import { type DivergenceName, planOf } from "@steadyhand/core/execution";
import type { Actor, ExecutionId, RunbookId } from "@steadyhand/core/identity";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import { assess, commandsOf, type JudgedCommand, type Keys } from "./assess.ts";
import { classifiedEvents, parsedEvents } from "./classified-events.ts";
import type { Caller } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { Redactor, RunbookSummary, RunbookVersion, StepClassification } from "./ports.ts";

export interface ImportInput {
  readonly parsed: ParsedRunbook;
  readonly id?: RunbookId;
  readonly signal?: AbortSignal;
  /** The run whose divergences were written into the text. */
  readonly from?: { readonly executionId: ExecutionId; readonly written: readonly DivergenceName[] };
}

/**
 * Judges a parsed text with both keys, then stores it as a runbook version together with every judgement and their
 * record, or nothing of it.
 */
export async function importRunbook(
  { runbooks, clock, keys }: Pick<EngineOptions, "runbooks" | "clock"> & { readonly keys: Keys },
  { tenantId, actor: by }: Caller,
  { parsed, id, signal, from }: ImportInput,
): Promise<{ readonly version: RunbookVersion; readonly isNew: boolean }> {
  const judged = await assess(keys, tenantId, commandsOf(parsed), signal);
  const at = clock.now();
  const { scanner, redactor } = keys;
  return runbooks.import({
    tenantId,
    ...(id && { id }),
    parsed,
    plan: planOf(parsed),
    by,
    at,
    classifications: (version) => classificationsOf(version, judged, { judgedAt: at, occasion: "imported" }),
    events: (version) => importEvents({ by, version, redactor, scannerVersion: scanner.version, from }, parsed, judged),
  });
}

/** Judgements as they are kept for a runbook version. */
export function classificationsOf(
  { id: runbookId, version }: Pick<RunbookSummary, "id" | "version">,
  judged: readonly JudgedCommand[],
  made: Pick<StepClassification, "judgedAt" | "occasion">,
): StepClassification[] {
  return judged.map(({ stepId, purpose, text, dialect, judgement }) => ({
    ...{ runbookId, version, stepId, purpose, text, dialect, judgement },
    ...made,
  }));
}

interface Recording {
  readonly by: Actor;
  readonly version: RunbookSummary;
  readonly redactor: Redactor;
  readonly scannerVersion: string;
  readonly from: ImportInput["from"];
}

function importEvents(
  { scannerVersion, from, ...recorded }: Recording,
  { format }: ParsedRunbook,
  judged: readonly JudgedCommand[],
): AuditEventDraft[] {
  const { by, redactor } = recorded;
  const { id: runbookId, version, sourceSha256, steps } = recorded.version;
  const title = redactor.redact(recorded.version.title);
  const read = { why: `read as ${format}`, data: { version, title, sourceSha256, steps, scannerVersion } };
  return [
    ...parsedEvents(recorded, read, judged),
    ...classifiedEvents(recorded, { occasion: "imported", scannerVersion }, judged),
    {
      ...{ type: "runbook.imported", actor: by, runbookId, outcome: "ok" },
      why: from
        ? `${by.name} saved "${title}" with what ${from.executionId} did otherwise`
        : `${by.name} saved "${title}"`,
      data: { version, title, sourceSha256, ...(from && { from }) },
    },
  ];
}
