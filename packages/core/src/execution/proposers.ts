import type { Actor } from "../identity/index.ts";
import type { StepId } from "../runbook/index.ts";
import type { Execution, Purpose } from "./execution.ts";

/** The run with somebody as the newest author of a step's command. Who wrote an earlier text of it stays one. */
export function withAuthor(execution: Execution, stepId: StepId, by: Actor): Execution {
  const others = (execution.authors?.[stepId] ?? []).filter(({ id }) => id !== by.id);
  return { ...execution, authors: { ...execution.authors, [stepId]: [...others, by] } };
}

/**
 * Who had a hand in what a step would run: who started the run, then everybody who wrote its command in it, newest last.
 * The last one proposes it. A rollback is always the runbook's own text.
 */
export function proposersOf(
  { startedBy, authors }: Pick<Execution, "startedBy" | "authors">,
  stepId: StepId,
  purpose: Purpose,
): readonly [Actor, ...Actor[]] {
  return [startedBy, ...(purpose === "forward" ? (authors?.[stepId] ?? []) : [])];
}
