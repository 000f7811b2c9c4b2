import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor } from "@steadyhand/core/identity";
import type { Judgement } from "@steadyhand/core/risk";
import type { JudgedCommand } from "./assess.ts";
import type { Redactor, RunbookSummary, StepClassification } from "./ports.ts";
import { redactDeep } from "./record.ts";

/** A judged command, and what was said of it before where that was something else. */
export interface Classified extends JudgedCommand {
  readonly before?: Judgement;
}

interface Recorded {
  readonly by: Actor;
  readonly version: Pick<RunbookSummary, "id" | "version">;
  readonly redactor: Redactor;
}

/** What an event holds at most of it, in characters of JSON: a runbook of thousands of steps becomes several events. */
const mostCharacters = 64 * 1024;

/** `runbook.parsed`: what the text holds, and what the scanner makes of each command by itself. */
export function parsedEvents(
  recorded: Recorded,
  head: { readonly why: string; readonly data: object },
  judged: readonly JudgedCommand[],
): AuditEventDraft[] {
  const commands = judged.map(({ stepId, purpose, dialect, judgement: { scanner } }) => {
    const rules = [...new Set(scanner.evidence.map(({ rule }) => rule))];
    return { stepId, purpose, dialect, scanner: scanner.risk, rules };
  });
  return inParts({ ...recorded, type: "runbook.parsed", ...head }, "commands", commands);
}

/** `runbook.classified`: the whole judgement of each command, by both keys. */
export function classifiedEvents(
  recorded: Recorded,
  { occasion, scannerVersion }: { readonly occasion: StepClassification["occasion"]; readonly scannerVersion: string },
  judged: readonly Classified[],
): AuditEventDraft[] {
  const { version } = recorded.version;
  const why = occasion === "imported" ? "each command was judged" : "each command was judged again";
  const data = { version, occasion, scannerVersion };
  return inParts({ ...recorded, type: "runbook.classified", why, data }, "steps", judged.map(entryOf));
}

function entryOf({ stepId, purpose, dialect, judgement, before }: Classified) {
  const { scanner, secondKey, merged, suggestedRollback } = judgement;
  return {
    ...{ stepId, purpose, dialect, scanner: scanner.risk },
    rules: scanner.evidence.map(({ rule, risk, range }) => ({ rule, risk, range })),
    ...{ secondKey, mergeRule: merged.rule, final: merged.risk },
    ...(suggestedRollback && { suggestedRollback }),
    ...(before && {
      before: { scanner: before.scanner.risk, final: before.merged.risk, scannerVersion: before.scannerVersion },
    }),
  };
}

function inParts(
  {
    by,
    version,
    redactor,
    type,
    why,
    data,
  }: Recorded & Pick<AuditEventDraft, "type" | "why"> & { readonly data: object },
  name: "commands" | "steps",
  entries: readonly object[],
): AuditEventDraft[] {
  const parts = split(entries.map((entry) => redactDeep({ ...entry }, redactor)));
  return parts.map((part, index) => ({
    ...{ type, actor: by, runbookId: version.id, outcome: "ok", why: redactor.redact(why) },
    data: { ...redactDeep({ ...data }, redactor), part: index + 1, parts: parts.length, [name]: part },
  }));
}

/** In order and complete; a single entry past the bound stands alone. Of nothing, one empty part. */
function split<Entry>(entries: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = [[]];
  let characters = 0;
  for (const entry of entries) {
    const more = JSON.stringify(entry).length;
    if (characters > 0 && characters + more > mostCharacters) {
      parts.push([]);
      characters = 0;
    }
    parts.at(-1)?.push(entry);
    characters += more;
  }
  return parts;
}
