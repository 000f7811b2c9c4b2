import type { ActionCatalogue } from "@steadyhand/core/action";
import type { Refusal } from "@steadyhand/core/outcome";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type { YamlProblem } from "@steadyhand/plain-yaml";
import { readWorkflow } from "./read-workflow.ts";

const mostNamed = 20;

/** A workflow as a runbook, or one refusal that names every problem with its line and column. */
export function workflowOrRefusal(
  text: string,
  catalogue: ActionCatalogue,
): { readonly ok: true; readonly runbook: ParsedRunbook } | { readonly ok: false; readonly refusal: Refusal } {
  const read = readWorkflow(text, catalogue);
  return read.ok ? read : { ok: false, refusal: refusalOf(read.problems) };
}

function refusalOf(problems: readonly YamlProblem[]): Refusal {
  const named = problems
    .slice(0, mostNamed)
    .map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`);
  const more = problems.length > mostNamed ? [`and ${problems.length - mostNamed} more`] : [];
  return {
    code: "workflow.invalid",
    message: `Cannot read the workflow: ${[...named, ...more].join("; ")}`,
    hint: "`steady workflow check FILE` lists every problem; docs/actions.md says what a workflow holds",
  };
}
