import type { ResolvedCommand } from "../proposal/index.ts";
import type { Fact, PlannedStep } from "./execution.ts";
import { engine } from "./step-context.ts";

/** What a `note` leaves behind once it is verified: its text, in the ledger. */
export function noteFacts(step: PlannedStep, command: ResolvedCommand, attempt: number): readonly Fact[] {
  if (command.kind !== "action" || command.name !== "note") return [];
  const { text } = command.parameters;
  const why = `a note: ${typeof text === "string" ? text : ""}`;
  return [{ type: "note.written", actor: engine, stepId: step.id, attempt, outcome: "ok", why, data: { text } }];
}
