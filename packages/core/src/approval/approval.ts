import type { Confirmation, Demand, Environment } from "../autonomy/index.ts";
import type { Actor, ActorId, ApprovalId } from "../identity/index.ts";
import type { Approver } from "../policy/index.ts";
import type { Risk } from "../risk/index.ts";

/** A question to people: may exactly these bytes run? */
export interface ApprovalRequest {
  readonly id: ApprovalId;
  /** Of the proposal; an answer counts for this digest and no other. */
  readonly digest: string;
  readonly risk: Exclude<Risk, "unknown">;
  readonly confirmation: Confirmation;
  readonly targetName: string;
  readonly environment: Environment;
  readonly proposedBy: ActorId;
  /** Everybody who had a hand in the bytes; `proposedBy` alone where it is not given, in records of before. */
  readonly proposers?: readonly ActorId[];
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  /** Who must say yes, and how many; without it one person, whoever it is. */
  readonly demand?: Demand;
  /** How often it was escalated: whom of the demand's chains it asks. Default 0. */
  readonly escalations?: number;
  /** The question that expired without an answer, when this one was asked in its place. */
  readonly escalatedFrom?: ApprovalId;
}

/** One person's yes to one digest. */
export interface Grant {
  readonly by: Actor;
  /** What they were when they gave it. */
  readonly roles?: readonly string[];
  readonly at: Date;
  /** They granted so much within the hour that somebody else has to look as well. */
  readonly needsSecond?: boolean;
}

/** People's decision on one step. Once decided it never changes: a granted one is used up by the attempt it starts. */
export type Approval = {
  readonly request: ApprovalRequest;
  /** Of different people, in the order in which they came. */
  readonly grants?: readonly Grant[];
} & (
  | { readonly phase: "requested" }
  /** `by` is whose grant completed it. */
  | { readonly phase: "granted"; readonly by: Actor; readonly at: Date }
  | { readonly phase: "rejected"; readonly by: Actor; readonly at: Date; readonly reason: string }
  | { readonly phase: "expired"; readonly at: Date }
  /** Something it depended on has changed, so it can no longer be answered. */
  | { readonly phase: "void"; readonly at: Date; readonly reason: string }
);

/** Everybody who can sign in now, by id, with their roles. Not given, nobody is taken for gone. */
export type People = Readonly<Record<string, readonly string[]>>;

/** How much one person granted lately, in all runs. */
export interface GrantPace {
  /** Grants within the hour before now. */
  readonly lastHour: number;
  readonly latestAt?: Date;
}

export type ApprovalEvent =
  | {
      readonly type: "grant";
      readonly by: Actor;
      readonly roles?: readonly string[];
      readonly digest: string;
      readonly typedTarget?: string;
      /** Without it the person has granted nothing within the hour. */
      readonly pace?: GrantPace;
      readonly people?: People;
    }
  | {
      readonly type: "reject";
      readonly by: Actor;
      readonly roles?: readonly string[];
      readonly people?: People;
      readonly reason: string;
    }
  | { readonly type: "expire" }
  | { readonly type: "void"; readonly reason: string };

/** How many different people must grant it, over all and with those that came so far in mind. */
export function neededGrants({ request, grants = [] }: Pick<Approval, "request" | "grants">): number {
  const demanded = Math.max(1, request.demand?.count ?? 1);
  return grants.some(({ needsSecond }) => needsSecond) ? Math.max(2, demanded) : demanded;
}

/** Whether the grants so far are all that it takes: enough different people, and enough of each group that is named. */
export function isComplete({ request, grants = [] }: Pick<Approval, "request" | "grants">): boolean {
  if (grants.length < neededGrants({ request, grants })) return false;
  return askedGroups(request).every(({ approvers, count }) => {
    return grants.filter(({ by, roles }) => isNamed(approvers, by, roles)).length >= count;
  });
}

/** Whom a question asks now: each group must be met by as many of its people as it wants. None: everybody is asked. */
export function askedGroups({
  demand,
  escalations = 0,
}: ApprovalRequest): readonly { readonly approvers: readonly Approver[]; readonly count: number }[] {
  return (demand?.quorums ?? []).map(({ approvers, count, escalation }) => ({
    count,
    // The last of a chain stay asked.
    approvers: escalations === 0 ? approvers : (escalation[Math.min(escalations, escalation.length) - 1] ?? approvers),
  }));
}

/** Whether somebody is among those who are asked, by id, by name or by a role of theirs. */
export function mayAnswer(request: ApprovalRequest, by: Actor, roles?: readonly string[]): boolean {
  const groups = askedGroups(request);
  return groups.length === 0 || groups.some(({ approvers }) => isNamed(approvers, by, roles));
}

/** Whether somebody is among these, by id, by name or by a role of theirs; nobody named: everybody. */
export function isNamed(approvers: readonly Approver[], { id, name }: Actor, roles: readonly string[] = []): boolean {
  if (approvers.length === 0) return true;
  return approvers.some((who) => ("role" in who ? roles.includes(who.role) : who.person === id || who.person === name));
}

/** Those who are asked, as a sentence names them; nobody named: everybody. */
export function sayAsked(request: ApprovalRequest): string {
  const named = askedGroups(request).flatMap(({ approvers }) => approvers);
  const words = named.map((who) => ("role" in who ? `somebody who is ${who.role}` : who.person));
  return words.length === 0 ? "anybody who can sign in" : [...new Set(words)].join(", ");
}
