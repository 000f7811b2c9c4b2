import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Environment } from "@steadyhand/core/autonomy";
import type { RunbookId, TenantId } from "@steadyhand/core/identity";
import type { Elevation, LevelChange, LevelEvidence, Promotion, Scope, TrustChange } from "@steadyhand/core/levels";

/** What becomes of levels in one transaction. All of it is stored with its events, or none. */
export interface LevelOutcome {
  readonly changes: readonly LevelChange[];
  /** Offered, or answered since. */
  readonly promotions: readonly Promotion[];
  readonly events: readonly AuditEventDraft[];
}

/** Looks at what a judged attempt means for the levels it counts for: its subject's and its project's. */
export interface LevelReview {
  /** Nothing is counted over a long record for a level that began later: it cannot be raised yet. */
  readonly countFrom: Date;
  /** Pure. */
  readonly decide: (evidence: readonly LevelEvidence[]) => LevelOutcome;
}

/** A subject or project that there is, with what is known of it. */
export interface KnownScope extends LevelEvidence {
  /** Its newest word, if anybody gave one. */
  readonly newest?: LevelChange;
  /** Where it was run, whether before or after its level began. */
  readonly runIn: readonly Environment[];
  /** Of a subject: the project that its newest run belonged to. */
  readonly project?: string;
}

/** Levels, trust and elevations. Histories only grow; every change is stored with the events that record it. */
export interface LevelStore {
  /** Every subject and project that was ever run or has a level, by name. */
  list(tenantId: TenantId, now: Date): Promise<readonly KnownScope[]>;
  /** One of them; with nothing known of it, only its scope. */
  get(tenantId: TenantId, scope: Scope, now: Date): Promise<KnownScope>;
  /** What was said of a scope, newest first, 500 at most. */
  history(tenantId: TenantId, scope: Scope): Promise<readonly LevelChange[]>;
  /** Hands over what holds, behind the lock that every change takes, and stores what comes back. */
  change(tenantId: TenantId, scope: Scope, decide: (known: KnownScope) => LevelOutcome): Promise<void>;
  /** Offers, open ones first, then newest first; 200 at most. */
  promotions(tenantId: TenantId): Promise<readonly Promotion[]>;
  /** Throws `promotion.not_found`. */
  answerPromotion(
    tenantId: TenantId,
    id: string,
    decide: (promotion: Promotion, known: KnownScope) => LevelOutcome,
  ): Promise<void>;
  /** What was said of a runbook's trust and locks, newest first, 500 at most; of all runbooks without an id. */
  trust(tenantId: TenantId, runbookId?: RunbookId): Promise<readonly TrustChange[]>;
  changeTrust(tenantId: TenantId, change: TrustChange, events: readonly AuditEventDraft[]): Promise<void>;
  /** Newest first, 200 at most. */
  elevations(tenantId: TenantId): Promise<readonly Elevation[]>;
  /** Granted, and not over at `now`. */
  activeElevations(tenantId: TenantId, now: Date): Promise<readonly Elevation[]>;
  askElevation(tenantId: TenantId, elevation: Elevation, events: readonly AuditEventDraft[]): Promise<void>;
  /** Throws `elevation.not_found`. */
  answerElevation(
    tenantId: TenantId,
    id: string,
    decide: (elevation: Elevation) => { readonly elevation: Elevation; readonly events: readonly AuditEventDraft[] },
  ): Promise<Elevation>;
}
