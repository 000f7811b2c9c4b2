import { bindCall, dialectOfEdit } from "@steadyhand/core/action";
import type { Execution, PlannedStep, Purpose } from "@steadyhand/core/execution";
import type { Refusal } from "@steadyhand/core/outcome";
import type { Dialect } from "@steadyhand/core/risk";
import { bindVariables } from "@steadyhand/core/runbook";

type Resolved =
  | { readonly ok: true; readonly text: string; readonly dialect: Dialect }
  | { readonly ok: false; readonly refusal: Refusal };

/** The text of a step's command with the run's values in it, and how it is to be read. */
export function resolveText(execution: Execution, step: PlannedStep, purpose: Purpose): Resolved | undefined {
  const edited = purpose === "forward" ? execution.edits[step.id] : undefined;
  const written = purpose === "rollback" ? step.rollback : step.command;
  const text = edited ?? written?.text;
  if (text === undefined) return undefined;
  const dialect = edited === undefined ? (written?.dialect ?? "shell") : dialectOfEdit(edited, written?.dialect);
  if (dialect === "action") {
    const bound = bindCall(text, execution.values);
    return bound.ok ? { ok: true, text: bound.state, dialect } : bound;
  }
  const bound = bindVariables(text, Object.keys(execution.values), execution.values);
  return bound.ok ? { ...bound, dialect } : bound;
}
