import type { ActionClass, DemandKind, Environment, Level } from "../autonomy/index.ts";
import type { ActorId } from "../identity/index.ts";
import type { BlastRadius } from "../proposal/index.ts";
import type { Risk } from "../risk/index.ts";
import type { Freeze, MaintenanceWindow } from "./calendar.ts";

export type GovernanceMode = "strict" | "audit";
export type SafetyMode = "observe" | "execute";

/** What is done with a kind of proposal: nothing of its own, a person is asked, or it is refused. */
export type Mode = "auto" | "require" | "deny";

/** A person, by name or id, or everybody with a role. */
export type Approver = { readonly person: string | ActorId } | { readonly role: string };

/** A risk that both keys were merged to. */
export type Tier = Exclude<Risk, "unknown">;

/**
 * What a policy.json says. What it leaves out stands as `builtIn` has it, which is strict. `resolvePolicy` says what
 * holds in one scope, and from where.
 */
export interface Policy extends ScopePolicy {
  readonly safetyMode?: SafetyMode;
  readonly environments?: Readonly<Partial<Record<Environment, EnvironmentPolicy>>>;
  readonly projects?: Readonly<Record<string, ScopePolicy>>;
  readonly subjects?: Readonly<Record<string, ScopePolicy>>;
  /** By id. */
  readonly runbooks?: Readonly<Record<string, ScopePolicy>>;
  /** Who is asked. All that match a proposal hold together. */
  readonly approvals?: readonly ApprovalRule[];
  /** Minutes that a question waits for its answer; may only shorten 15, 15 and 5. */
  readonly approvalMinutes?: Readonly<Partial<Record<Tier, number>>>;
  /** Seconds that one attempt may take; may only shorten 60, 120 and 300. */
  readonly attemptSeconds?: Readonly<Partial<Record<Tier, number>>>;
  /** What the tiers of a session ask for. */
  readonly session?: { readonly tiers: readonly SessionTier[] };
  readonly repetition?: RepetitionPolicy;
  readonly drift?: DriftPolicy;
  readonly flags?: Readonly<Partial<Record<FeatureFlag, boolean>>>;
  readonly windows?: readonly MaintenanceWindow[];
  readonly freezes?: readonly Freeze[];
  readonly promotion?: Partial<PromotionPolicy>;
  readonly demotion?: Partial<DemotionPolicy>;
  readonly panic?: PanicPolicy;
}

/** What can be said for everything, and again for one environment, project, subject or runbook. */
export interface ScopePolicy {
  /** The narrower scope's word counts; between a subject and a runbook, the stricter. */
  readonly governanceMode?: GovernanceMode;
  /** Every ceiling holds: the lowest counts. */
  readonly ceiling?: Level;
  /** Why; production is raised to L3 only with one. */
  readonly reason?: string;
  /** Nothing runs while it is set. */
  readonly lock?: { readonly reason: string };
  /** A narrower scope may say otherwise, but never against a `deny`. So too for the next two. */
  readonly actionClasses?: Modes<ActionClass>;
  readonly blastRadius?: Modes<BlastRadius>;
  readonly reversibility?: Modes<Reversibility>;
  /** Every limit holds: the lowest counts. */
  readonly rateLimit?: RateLimit;
}

export interface EnvironmentPolicy extends ScopePolicy {
  /** The level of a run for which nobody chose one. */
  readonly standard?: Level;
}

export type Modes<Kind extends string> = Readonly<Partial<Record<Kind, Mode>>>;

/** What can be said of taking a change back, where neither the runbook nor anything else undoes it. */
export type Reversibility = "irreversible" | "unknown";

/** Changes of one subject within an hour, and what becomes of one more. */
export interface RateLimit {
  readonly changesPerHour: number;
  readonly then: Exclude<Mode, "auto">;
}

/** Who must grant what. Where it says nothing, what is built in stands. */
export interface ApprovalRule {
  readonly name: string;
  /** Every property that is given must hold; a list holds when one of it does. */
  readonly when?: {
    readonly environments?: readonly Environment[];
    readonly risks?: readonly Tier[];
    readonly actionClasses?: readonly ActionClass[];
    readonly projects?: readonly string[];
    readonly subjects?: readonly string[];
    readonly runbooks?: readonly string[];
  };
  /** Nobody named: everybody who may approve at all. */
  readonly approvers?: readonly Approver[];
  /** How many different people of them; 1 when not given. */
  readonly count?: number;
  readonly kind?: DemandKind;
  readonly lifetimeMinutes?: number;
  /** Who is asked next, each when those before them have let `afterMinutes` pass. */
  readonly escalation?: readonly { readonly afterMinutes: number; readonly approvers: readonly Approver[] }[];
}

/** From so many changes within five minutes on, what another one asks for. */
export interface SessionTier {
  readonly at: number;
  readonly kind: DemandKind;
}

/** What is done with an action that changed nothing, or made it worse, the last time. */
export interface RepetitionPolicy {
  readonly afterUnchanged: Exclude<Mode, "auto">;
  readonly afterWorse: Exclude<Mode, "auto">;
}

/** Where more than `share` of at least `atLeast` attempts in a week ran by themselves, governance is strict. */
export interface DriftPolicy {
  readonly share: number;
  readonly atLeast: number;
  readonly environments: readonly Environment[];
}

/** What can be switched off at once, and all together. */
export type FeatureFlag = "automatic_execution" | "rollback" | "scripts" | "actions" | "schedules";

/** What must be seen at a level before the next one is offered. */
export interface PromotionPolicy {
  readonly attempts: number;
  readonly days: number;
  readonly successShare: number;
  /** Most attempts that may have made it worse. */
  readonly worse: number;
}

/** What lowers a level by itself. */
export interface DemotionPolicy {
  /** Errors beyond this share of the last attempts. */
  readonly errorShare: Readonly<Record<Environment, number>>;
  /** How many attempts the share is taken over, at least. */
  readonly over: number;
  readonly failuresInARow: number;
}

export interface PanicPolicy {
  /** Who may ask for the end of a panic, and who may confirm it; never the same person. */
  readonly mayResume?: readonly Approver[];
}

/** What a decision is about, as far as a policy tells things apart. */
export interface PolicyScope {
  readonly environment: Environment;
  readonly project: string;
  readonly subject: string;
  readonly runbookId: string;
}
