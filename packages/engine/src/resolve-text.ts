import type { Execution, PlannedStep, Purpose } from "@steadyhand/core/execution";
import type { Dialect } from "@steadyhand/core/risk";
import { bindVariables } from "@steadyhand/core/runbook";

/** The text of a step's command with the run's values in it, and how it is to be read. */
export function resolveText(execution: Execution, step: PlannedStep, purpose: Purpose) {
  const edited = purpose === "forward" ? execution.edits[step.id] : undefined;
  const written = purpose === "rollback" ? step.rollback : step.command;
  const text = edited ?? written?.text;
  if (text === undefined) return undefined;
  // What a person writes in place of a command is for the shell.
  const dialect: Dialect = edited === undefined ? (written?.dialect ?? "shell") : "shell";
  const bound = bindVariables(text, Object.keys(execution.values), execution.values);
  return bound.ok ? { ...bound, dialect } : bound;
}
