import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { Evidence, Incident, IncidentId, KnownIncidents, ViolationKey } from "@steadyhand/core/incident";
import type { Watched } from "@steadyhand/core/invariant";
import type { Lease } from "../node-port.ts";
import type { Page, PageRequest } from "../ports.ts";

/** What was seen when an invariant was last found violated for certain, secrets removed. */
export type Said = Pick<Evidence, "title" | "severity" | "why" | "value" | "limit">;

/** Where one invariant of one member stands, as it is kept between looks. Where nothing is or was wrong, nothing is kept. */
export interface KeptWatch extends ViolationKey {
  readonly watched: Watched;
  readonly said?: Said;
}

/** What is kept of a subject between looks. */
export interface KeptSubject {
  readonly subject: string;
  readonly watches: readonly KeptWatch[];
  readonly hasOpenIncident: boolean;
}

/** What becomes of one subject. All of it is stored, or none. */
export interface SubjectTransition {
  readonly put: readonly KeptWatch[];
  /** Nothing is wrong with them any more. */
  readonly gone: readonly ViolationKey[];
  readonly incident?: Incident;
  /** Told in this order. Must not be empty where there is an incident: no record, no action. */
  readonly events: readonly AuditEventDraft[];
}

/** A person's word on an incident, with its record. */
export interface IncidentChange {
  readonly incident: Incident;
  readonly events: readonly AuditEventDraft[];
}

/** Whose word counts: the lease that a server watches under. */
export type WatchLease = Pick<Lease, "id" | "epoch">;

export interface IncidentFilter {
  readonly subject?: string;
  readonly phase?: Incident["phase"];
  /** Opened at or after. */
  readonly since?: Date;
  readonly until?: Date;
}

/** Incidents, where each invariant stands, and which server watches which subject. Every method sees one tenant only. */
export interface IncidentStore {
  /** Takes those of the subjects that no living server watches, and says which are this one's now. */
  claim(tenantId: TenantId, lease: WatchLease, subjects: readonly string[]): Promise<readonly string[]>;
  /** Gives them back, so that others need not wait for the lease's end. */
  release(tenantId: TenantId, lease: WatchLease, subjects: readonly string[]): Promise<void>;
  load(tenantId: TenantId, subjects: readonly string[]): Promise<readonly KeptSubject[]>;
  /**
   * Hands over, behind the lock that every change of a tenant takes, what is known of each subject's incidents, those resolved since
   * `since` among them; and stores what comes back, all in one transaction. Says which were stored: the others are another server's by
   * now. `decide` is pure and synchronous; what it throws rolls everything back.
   */
  transition(
    key: {
      readonly tenantId: TenantId;
      readonly lease: WatchLease;
      readonly subjects: readonly string[];
      readonly since: Date;
    },
    decide: (subject: string, known: KnownIncidents) => SubjectTransition,
  ): Promise<readonly string[]>;
  /** Hands over an incident behind the same lock. Throws `incident.not_found`; what `decide` throws changes nothing. */
  change(tenantId: TenantId, id: IncidentId, decide: (incident: Incident) => IncidentChange): Promise<Incident>;
  /** Throws `incident.not_found`. */
  get(tenantId: TenantId, id: IncidentId): Promise<Incident>;
  /** By the time they opened, newest first. */
  list(tenantId: TenantId, filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;
}
