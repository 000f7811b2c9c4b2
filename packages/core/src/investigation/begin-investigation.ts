import type { Investigation, InvestigationFact } from "./investigation.ts";

type Beginning = Pick<
  Investigation,
  "id" | "incidentId" | "subject" | "reasoner" | "startedBy" | "startedAt" | "why" | "budget"
>;

/** What an investigation begins with, and the fact of it. */
export function beginInvestigation(input: Beginning): {
  readonly investigation: Investigation;
  readonly facts: readonly InvestigationFact[];
} {
  const used = { tokens: 0, microUsd: 0 };
  const investigation: Investigation = { ...input, used, turns: [], told: [], sequence: 1, phase: "looking" };
  const { id, incidentId, subject, reasoner, budget, startedBy, why } = input;
  const data = { investigationId: id, incidentId, subject, reasoner, budget };
  return { investigation, facts: [{ type: "investigation.started", actor: startedBy, outcome: "ok", why, data }] };
}
