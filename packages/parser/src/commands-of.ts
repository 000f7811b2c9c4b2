import type { ParsedCommand, ParsedRunbook } from "@steadyhand/core/runbook";

/** Every command of a runbook in the order of the text, those included that only undo a step; each place once. */
export function commandsOf(runbook: ParsedRunbook): readonly ParsedCommand[] {
  const byStart = new Map<number, ParsedCommand>();
  for (const { command, rollback } of runbook.steps) {
    for (const one of [command, rollback]) if (one !== undefined) byStart.set(one.range.start, one);
  }
  return [...byStart].sort(([a], [b]) => a - b).map(([, command]) => command);
}
