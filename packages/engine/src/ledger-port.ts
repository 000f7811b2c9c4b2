import type { AuditEvent, AuditEventDraft, GrowthProof, InclusionProof } from "@steadyhand/core/audit";
import type { AttemptOut } from "@steadyhand/core/execution";
import type { ActorId, ExecutionId, RunbookId, TenantId } from "@steadyhand/core/identity";
import type { NodeId } from "./node-port.ts";
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

/** Which events come next to whoever follows the ledger. */
export interface FollowRequest {
  /** The last event that was looked at. */
  readonly after: number;
  /** Exact, or a prefix that ends in `.*`. */
  readonly type?: string;
  readonly limit: number;
}

/** Of the next events those that were wanted; `last` is the last one that was looked at. */
export interface Followed {
  readonly items: readonly (AuditEvent & { readonly hash: string })[];
  readonly last: number;
}

/** What was written down before it was done, and whose end is not written down yet. */
export interface UnfinishedIntent extends AttemptOut {
  readonly executionId: ExecutionId;
  readonly runbookId: RunbookId;
  readonly targetName: string;
  /** Of the event that says what was about to be done. */
  readonly sequence?: number;
  readonly nodeId?: NodeId;
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
  /** The next events in order, oldest first: for whoever follows. */
  listAfter(tenantId: TenantId, request: FollowRequest): Promise<Followed>;
  /** The number of the last event before a time; of no time, of the last there is. */
  placeBefore(tenantId: TenantId, since?: Date): Promise<number>;
  /** Checks every event, the chain, the head and the signed checkpoints that lie outside the database. */
  verify(tenantId: TenantId): Promise<LedgerReport>;
  /** That an event is in the ledger of its newest checkpoint. Throws `ledger.no_event`, `ledger.no_checkpoint`. */
  proveInclusion(tenantId: TenantId, sequence: number): Promise<InclusionProof>;
  /** That the ledger of the newest checkpoint begins with so many events. Throws the same. */
  proveGrowth(tenantId: TenantId, olderCount: number): Promise<GrowthProof>;
  /**
   * JSON Lines in order, then a signed closing line: what `steady audit verify FILE` reads. Of everything, of one execution, or
   * of the stretch from the first event at or after `since` to the last one before `until`. Streams. Throws `ledger.no_stretch`.
   */
  export(tenantId: TenantId, filter: Pick<LedgerFilter, "executionId" | "since" | "until">): AsyncIterable<string>;
}
