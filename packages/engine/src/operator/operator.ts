import type { ActionValue } from "@steadyhand/core/action";
import type { IncidentId } from "@steadyhand/core/incident";
import type { Investigation, InvestigationId } from "@steadyhand/core/investigation";
import type { Caller, Snapshot } from "../engine.ts";
import type { InvestigationStore } from "./investigation-port.ts";

/** An action of a subject that somebody wants taken. */
export interface ActionRequest {
  readonly subject: string;
  /** By the subject's own name for it, without the subject in front. */
  readonly action: string;
  readonly parameters: Readonly<Record<string, ActionValue>>;
  readonly why: string;
  readonly idempotencyKey?: string;
}

/**
 * Handles incidents: looks into each within its budget, proposes what would mend it through the gate, sees whether it helped, and tells
 * people where it goes no further by itself. Everything it goes by is in the store: a crash loses nothing and doubles nothing.
 */
export interface Operator extends Pick<InvestigationStore, "get" | "list" | "ofIncident"> {
  /** Takes up what is open, and keeps looking at the incidents of the subjects that this server watches. */
  start(): Promise<void>;
  /** Looks at once instead of at the next turn; resolves when what was to be done now is done. */
  turn(): Promise<void>;
  /** Looks into an incident again because a person asks. Throws `incident.not_found`, `incident.resolved`, `investigation.busy`. */
  investigate(
    caller: Caller,
    request: { readonly incidentId: IncidentId; readonly why: string },
  ): Promise<Investigation>;
  /** A person's word to an investigation that is looking. Throws its refusals. */
  tell(caller: Caller, request: { readonly id: InvestigationId; readonly text: string }): Promise<Investigation>;
  stop(caller: Caller, request: { readonly id: InvestigationId; readonly reason: string }): Promise<Investigation>;
  /**
   * Proposes one action of a subject: a run of one step that waits at the gate like any other. Throws `subject.not_found`, `action.unknown`,
   * `action.parameters`, and what starting a run throws.
   */
  propose(caller: Caller, request: ActionRequest): Promise<Snapshot>;
  /** Ends what is under way; twice without harm. What was begun is taken up by the next start. */
  close(): Promise<void>;
}
