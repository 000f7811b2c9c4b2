import type { AuditEventDraft } from "@steadyhand/core/audit";
import {
  decideIncident,
  type IncidentFact,
  type IncidentId,
  type KnownIncidents,
  type Standing,
} from "@steadyhand/core/incident";
import { refusalError } from "@steadyhand/core/outcome";
import type { SubjectTransition } from "./incident-port.ts";
import type { Unsaved } from "./subject-book.ts";

/** What the last look at a subject left, all of one moment. */
export interface Looked {
  readonly subject: string;
  readonly standing: readonly Standing[];
  readonly isObserved: boolean;
  readonly at: Date;
  readonly unsaved: Unsaved;
  /** Of the incident that it may open. */
  readonly newId: IncidentId;
}

/** What a look means for what is stored of its subject. Pure. */
export function subjectTransition(looked: Looked, known: KnownIncidents): SubjectTransition {
  const { subject, standing, isObserved, at, newId } = looked;
  const { put, gone } = looked.unsaved;
  const decided = decideIncident(known, { type: "looked", subject, standing, isObserved, newId }, at);
  if (!decided.ok) throw refusalError(decided.refusal);
  const { incident, facts } = decided;
  return { put, gone, ...(incident && { incident }), events: facts.map(incidentEvent) };
}

/** What happened to an incident, as the ledger takes it. */
export function incidentEvent({ type, actor, why, data }: IncidentFact): AuditEventDraft {
  return { type, actor, outcome: "ok", why, data };
}
