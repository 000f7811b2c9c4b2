import type { TenantId } from "@steadyhand/core/identity";
import type { Extraction, ParsedRunbook } from "@steadyhand/core/runbook";
import type { TaskModel } from "../answers/task-model.ts";
import { extractionQuestion } from "./prompt.ts";
import type { Findings } from "./read-findings.ts";
import { reconcileFindings } from "./reconcile-findings.ts";
import { visibleSource } from "./visible-source.ts";

/** What of a page is sent at most; the rest is read by the parser alone. */
const longestPage = 48 * 1024;

/** Asks a model what the parser missed in a runbook's prose, and keeps what stands in the source. */
export async function extract(
  model: TaskModel<Findings>,
  redact: (text: string) => string,
  { tenantId, runbook }: { readonly tenantId: TenantId; readonly runbook: ParsedRunbook },
  signal?: AbortSignal,
): Promise<Extraction> {
  const visible = visibleSource(runbook);
  const page = sentPart(visible);
  const answer = await model.ask(tenantId, extractionQuestion(redact(page), runbook, redact), signal);
  if (answer.state === "absent") return { state: "absent", code: answer.code, reason: answer.reason };
  const { dropped, ...found } = reconcileFindings(answer.value, runbook);
  const unread = {
    kind: "command" as const,
    text: `characters ${page.length + 1} to ${visible.length}`,
    why: `only the first ${page.length} characters of the text were given to the model`,
  };
  return {
    state: "answered",
    ...found,
    dropped: page.length < visible.length ? [unread, ...dropped] : dropped,
    by: answer.by,
  };
}

/** The beginning, up to the end of a line. */
function sentPart(text: string): string {
  if (text.length <= longestPage) return text;
  const end = text.lastIndexOf("\n", longestPage);
  return text.slice(0, end > longestPage / 2 ? end : longestPage);
}
