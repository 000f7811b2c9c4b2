import type { Refusal } from "../outcome/index.ts";
import { unreachable } from "../outcome/index.ts";
import { decideLook, type LookedEvent } from "./decide-look.ts";
import { decideWord, type WordEvent } from "./decide-word.ts";
import type { Incident, IncidentFact, OpenIncident, ResolvedIncident } from "./incident.ts";

/** What is known of a subject's incidents. */
export interface KnownIncidents {
  readonly open?: OpenIncident;
  /** Resolved within the cool-down, newest first. More of them do no harm. */
  readonly recent: readonly ResolvedIncident[];
}

export type IncidentEvent = LookedEvent | WordEvent;

export type IncidentDecision =
  | {
      readonly ok: true;
      /** Absent when nothing changed; then there is no fact either. */
      readonly incident?: Incident;
      readonly facts: readonly IncidentFact[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** Applies to a subject's incidents what was seen of it, or a person's word. A refusal changes nothing. */
export function decideIncident(known: KnownIncidents, event: IncidentEvent, at: Date): IncidentDecision {
  switch (event.type) {
    case "looked":
      return decideLook(known, event, at);
    case "hold":
    case "unhold":
    case "resolve":
      return decideWord(known, event, at);
    default:
      return unreachable(event);
  }
}
