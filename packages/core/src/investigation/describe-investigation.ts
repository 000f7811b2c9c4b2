import type { Diagnosis } from "../diagnosis/index.ts";
import type { InvestigationDecision } from "./decide-investigation.ts";
import type { Investigation, InvestigationFact, ToolCall, Turn } from "./investigation.ts";

/** The next transition of an investigation with the one fact of it, which always says what it is about. */
export function changed(after: Investigation, fact: InvestigationFact): InvestigationDecision {
  const { id: investigationId, incidentId, subject, sequence } = after;
  const data = { investigationId, incidentId, subject, ...fact.data };
  return { ok: true, investigation: { ...after, sequence: sequence + 1 }, facts: [{ ...fact, data }] };
}

/** A call as the ledger holds it. */
export function describeCall({ tool, arguments: given }: ToolCall): Readonly<Record<string, unknown>> {
  return { tool, arguments: given };
}

/** What was answered, by its digest: the text itself lies with the investigation. */
export function describeTurn({ number, call, answer }: Turn): Readonly<Record<string, unknown>> {
  const said = answer && { answered: answer.outcome, characters: answer.characters, sha256: answer.sha256 };
  return { turn: number, ...describeCall(call), ...said };
}

/** The whole chain of reasons as the ledger holds it. */
export function describeDiagnosis(diagnosis: Diagnosis): Readonly<Record<string, unknown>> {
  const { by, outcome, causes, confidence, members, evidenceFor, evidenceAgainst, blind } = diagnosis;
  const evidence = { for: evidenceFor.slice(0, mostEvidence), against: evidenceAgainst.slice(0, mostEvidence) };
  const { alternatives, risks, suggestions, next } = diagnosis;
  return { by, outcome, causes, confidence, members, evidence, blind, alternatives, risks, suggestions, next };
}

/** The rest lies with the investigation: an event stays readable. */
const mostEvidence = 12;
