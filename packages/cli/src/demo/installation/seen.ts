import type { ExecutionWire, IncidentDetailWire, InvestigationWire, SubjectWire } from "@steadyhand/api";

/** What the API said of the demo's one subject at one moment. */
export interface Seen {
  readonly at: Date;
  readonly subject?: SubjectWire;
  /** The newest one. */
  readonly incident?: IncidentDetailWire;
  /** The newest one of that incident. */
  readonly investigation?: InvestigationWire;
  /** The run of what it proposed. */
  readonly run?: ExecutionWire;
}
