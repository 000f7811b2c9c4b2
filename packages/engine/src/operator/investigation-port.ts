import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { IncidentId } from "@steadyhand/core/incident";
import type { Investigation, InvestigationId } from "@steadyhand/core/investigation";
import type { WatchLease } from "../monitor/index.ts";
import type { Page, PageRequest } from "../ports.ts";

export interface InvestigationFilter {
  readonly incidentId?: IncidentId;
  readonly subject?: string;
  readonly phase?: Investigation["phase"];
}

/** An incident that something may have to be done about. */
export interface OpenIncidentKey {
  readonly incidentId: IncidentId;
  readonly subject: string;
}

/** What a change of an investigation stores: it and its record, or nothing of it. */
export interface InvestigationChange {
  /** Its sequence is one above what was handed over. */
  readonly investigation: Investigation;
  /** Never empty: no record, no change. */
  readonly events: readonly AuditEventDraft[];
}

/** Investigations with all of their turns. Every method sees one tenant only. */
export interface InvestigationStore {
  /**
   * Stores a new one with its record, behind the lock that every change of a tenant takes. Refused, with `false`, when its incident is
   * resolved, when another of that incident is `looking`, or, with a lease, when that lease does not watch its subject.
   */
  begin(tenantId: TenantId, change: InvestigationChange, lease?: WatchLease): Promise<boolean>;
  /**
   * Hands one over behind the same lock and stores what comes back. With a lease: `undefined`, and nothing is stored, when its subject is
   * another server's by now. Throws `investigation.not_found`; what `decide` throws changes nothing.
   */
  change(
    tenantId: TenantId,
    id: InvestigationId,
    decide: (investigation: Investigation) => InvestigationChange,
    lease?: WatchLease,
  ): Promise<Investigation | undefined>;
  /** Throws `investigation.not_found`. */
  get(tenantId: TenantId, id: InvestigationId): Promise<Investigation>;
  /** All of one incident, oldest first. */
  ofIncident(tenantId: TenantId, incidentId: IncidentId): Promise<readonly Investigation[]>;
  /** Newest first. */
  list(tenantId: TenantId, filter: InvestigationFilter, page: PageRequest): Promise<Page<Investigation>>;
  /**
   * The incidents of these subjects that are not resolved, and those that are while an investigation of theirs is looking or its remedy has
   * not ended.
   */
  openOf(tenantId: TenantId, subjects: readonly string[]): Promise<readonly OpenIncidentKey[]>;
}
