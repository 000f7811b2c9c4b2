import type { AuditEventDraft } from "@steadyhand/core/audit";
import { type Plan, planOf } from "@steadyhand/core/execution";
import type { Actor, RunbookId } from "@steadyhand/core/identity";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type { Caller } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { CommandScanner, RunbookSummary, RunbookVersion } from "./ports.ts";
import { judgeText } from "./propose.ts";

/** Stores a parsed text as a runbook version, with how it was read and judged in the ledger. */
export function importRunbook(
  { runbooks, scanner, clock, redactorFor }: Pick<EngineOptions, "runbooks" | "scanner" | "clock" | "redactorFor">,
  { tenantId, actor: by }: Caller,
  { parsed, id }: { readonly parsed: ParsedRunbook; readonly id?: RunbookId },
): Promise<{ readonly version: RunbookVersion; readonly isNew: boolean }> {
  const plan = planOf(parsed);
  const judged = judgeSteps(scanner, plan);
  return runbooks.import({
    tenantId,
    ...(id && { id }),
    parsed,
    plan,
    by,
    at: clock.now(),
    events: (version) =>
      events({ ...version, title: redactorFor([]).redact(version.title) }, parsed, by, {
        scannerVersion: scanner.version,
        steps: judged,
      }),
  });
}

function judgeSteps(scanner: CommandScanner, { steps }: Plan) {
  return steps.flatMap(({ id: stepId, command }) => {
    if (command === undefined) return [];
    const { scanner: said, merged } = judgeText(scanner, command.text, command.dialect);
    const rules = said.evidence.map(({ rule }) => rule);
    return [{ stepId, scanner: said.risk, rules, final: merged.risk, mergeRule: merged.rule }];
  });
}

function events(
  { id: runbookId, version, title, sourceSha256, steps }: RunbookSummary,
  { format }: ParsedRunbook,
  by: Actor,
  classified: object,
): AuditEventDraft[] {
  const base = { actor: by, runbookId, outcome: "ok" } as const;
  return [
    { ...base, type: "runbook.parsed", why: `read as ${format}`, data: { version, title, sourceSha256, steps } },
    { ...base, type: "runbook.classified", why: "each command was judged", data: { version, ...classified } },
    { ...base, type: "runbook.imported", why: `${by.name} saved "${title}"`, data: { version, title, sourceSha256 } },
  ];
}
