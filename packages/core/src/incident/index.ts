export {
  decideIncident,
  type IncidentDecision,
  type IncidentEvent,
  type KnownIncidents,
} from "./decide-incident.ts";
export { coolDownMs, type LookedEvent } from "./decide-look.ts";
export type { WordEvent } from "./decide-word.ts";
export type { Standing } from "./ease.ts";
export {
  type Evidence,
  type Incident,
  type IncidentFact,
  type IncidentFactType,
  type IncidentId,
  incidentIdOf,
  isHeld,
  keyOf,
  type OpenIncident,
  type ResolvedIncident,
  sayViolation,
  type Violation,
  type ViolationKey,
} from "./incident.ts";
