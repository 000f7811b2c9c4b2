import type { Environment, Level } from "../autonomy/index.ts";
import type { FactType } from "../execution/index.ts";
import type { Actor, ExecutionId, RunbookId, TenantId } from "../identity/index.ts";
import type { IncidentFactType } from "../incident/index.ts";
import type { InvestigationFactType } from "../investigation/index.ts";
import type { StepId } from "../runbook/index.ts";

/** The closed list of what the ledger can say. docs/event-types.md says what each one holds. */
export type AuditEventType =
  | FactType
  | IncidentFactType
  | InvestigationFactType
  | "runbook.parsed"
  | "runbook.classified"
  | "runbook.imported"
  | "runbook.locked"
  | "runbook.unlocked"
  | "trust.set"
  | "level.set"
  | "level.promotion_offered"
  | "level.promoted"
  | "level.promotion_declined"
  | "level.demoted"
  | "elevation.asked"
  | "elevation.granted"
  | "elevation.refused"
  | "elevation.ended"
  | "schedule.added"
  | "schedule.fired"
  | "schedule.skipped"
  | "schedule.refused"
  | "schedule.paused"
  | "schedule.resumed"
  | "schedule.removed"
  | "person.added"
  | "person.removed"
  | "person.roles_changed"
  | "server.started"
  | "server.stopped"
  | "backup.created"
  | "backup.restored"
  | "ledger.exported"
  | "ledger.verified"
  | "ledger.read"
  | "key.made"
  | "key.rewrapped"
  | "outputs.moved"
  | "outputs.removed"
  | "tenant.deleted"
  | "policy.changed"
  | "policy.refused"
  | "panic.pressed"
  | "panic.node_stopped"
  | "panic.resume_asked"
  | "panic.resumed"
  | "panic.drilled";

/** What happened, before the ledger gives it its place. */
export interface AuditEventDraft {
  readonly type: AuditEventType;
  readonly actor: Actor;
  readonly executionId?: ExecutionId;
  /** The transition of the execution that this belongs to; unique with `executionId` and `part`. */
  readonly executionSequence?: number;
  /** Counts from 0 the events of one transition. */
  readonly part?: number;
  readonly runbookId?: RunbookId;
  readonly stepId?: StepId;
  readonly attempt?: number;
  readonly environment?: Environment;
  readonly level?: Level;
  /** Of the request in whose course it happened: 32 hex digits, as in W3C trace context. */
  readonly traceId?: string;
  readonly outcome: "ok" | "refused" | "failed" | "unknown";
  readonly why: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One fact in the ledger. Its hash is SHA-256 over its canonical JSON text (RFC 8785), which holds `previous`. */
export interface AuditEvent extends AuditEventDraft {
  readonly version: 1;
  readonly tenantId: TenantId;
  /** Counts from 1 for each tenant, without gaps. */
  readonly sequence: number;
  /** When the source says it happened, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** Hash of the event before it, in hex; `firstPrevious` for the first. */
  readonly previous: string;
}

/** What the first event of a chain names as the one before it. */
export const firstPrevious = "0".repeat(64);
