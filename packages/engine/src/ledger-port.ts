import type { AuditEvent, AuditEventDraft, GrowthProof, InclusionProof } from "@steadyhand/core/audit";
import type { ActorId, ExecutionId, RunbookId, TenantId } from "@steadyhand/core/identity";
import type { Page, PageRequest } from "./ports.ts";

/**
 * Which events. A page of them costs no more however long the ledger is, so it may hold fewer than were asked for, or
 * none: only where `next` is absent is there nothing more. With a time or an actor they come by time, else by sequence.
 */
export interface LedgerFilter {
  readonly executionId?: ExecutionId;
  readonly runbookId?: RunbookId;
  /** Exact, or a prefix that ends in `.*`. */
  readonly type?: string;
  readonly actorId?: ActorId;
  /** Whoever bears this name in their newest event; exact, in any case. */
  readonly actorName?: string;
  readonly outcome?: AuditEvent["outcome"];
  /** Events of executions on this subject. */
  readonly subject?: string;
  readonly environment?: AuditEvent["environment"];
  readonly level?: AuditEvent["level"];
  readonly since?: Date;
  readonly until?: Date;
}

/** What a check of the ledger found. */
export type LedgerReport =
  | { readonly ok: true; readonly events: number; readonly head: string; readonly anchors: number }
  | {
      readonly ok: false;
      readonly events: number;
      readonly sequence?: number;
      readonly code: string;
      readonly problem: string;
    };

/** The append-only record. Appending on its own is for facts that belong to no execution. */
export interface Ledger {
  append(tenantId: TenantId, events: readonly AuditEventDraft[]): Promise<void>;
  list(
    tenantId: TenantId,
    filter: LedgerFilter,
    page: PageRequest,
  ): Promise<Page<AuditEvent & { readonly hash: string }>>;
  /** Checks every event, the chain, the head and the signed checkpoints that lie outside the database. */
  verify(tenantId: TenantId): Promise<LedgerReport>;
  /** That an event is in the ledger of its newest checkpoint. Throws `ledger.no_event`, `ledger.no_checkpoint`. */
  proveInclusion(tenantId: TenantId, sequence: number): Promise<InclusionProof>;
  /** That the ledger of the newest checkpoint begins with so many events. Throws the same. */
  proveGrowth(tenantId: TenantId, olderCount: number): Promise<GrowthProof>;
  /** JSON Lines in order, then a signed closing line: what `steady audit verify FILE` reads. Streams. */
  export(tenantId: TenantId, filter: Pick<LedgerFilter, "executionId">): AsyncIterable<string>;
}
