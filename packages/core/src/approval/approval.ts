import type { Confirmation, Environment } from "../autonomy/index.ts";
import type { Actor, ActorId, ApprovalId } from "../identity/index.ts";
import { type Outcome, refuse, unreachable } from "../outcome/index.ts";
import type { Risk } from "../risk/index.ts";

/** A question to a person: may exactly these bytes run? */
export interface ApprovalRequest {
  readonly id: ApprovalId;
  /** Of the proposal; an answer counts for this digest and no other. */
  readonly digest: string;
  readonly risk: Exclude<Risk, "unknown">;
  readonly confirmation: Confirmation;
  readonly targetName: string;
  readonly environment: Environment;
  readonly proposedBy: ActorId;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
}

/** One person's decision on one step. Once decided it never changes: a grant is used up by the attempt it starts. */
export type Approval = { readonly request: ApprovalRequest } & (
  | { readonly phase: "requested" }
  | { readonly phase: "granted"; readonly by: Actor; readonly at: Date }
  | { readonly phase: "rejected"; readonly by: Actor; readonly at: Date; readonly reason: string }
  | { readonly phase: "expired"; readonly at: Date }
  /** Something it depended on has changed, so it can no longer be answered. */
  | { readonly phase: "void"; readonly at: Date; readonly reason: string }
);

export type ApprovalEvent =
  | { readonly type: "grant"; readonly by: Actor; readonly digest: string; readonly typedTarget?: string }
  | { readonly type: "reject"; readonly by: Actor; readonly reason: string }
  | { readonly type: "expire" }
  | { readonly type: "void"; readonly reason: string };

const minuteMs = 60_000;

/** How long a question waits for its answer: 5 min when dangerous, otherwise 15 min. */
export function approvalLifetimeMs(risk: Exclude<Risk, "unknown">): number {
  return risk === "dangerous" ? 5 * minuteMs : 15 * minuteMs;
}

/** Applies one event to an approval. A refusal changes nothing. */
export function decideApproval(approval: Approval, event: ApprovalEvent, now: Date): Outcome<Approval, never> {
  const { phase, request } = approval;
  const cannot = `Cannot ${event.type} approval ${request.id}`;
  if (phase !== "requested") {
    const who = "by" in approval ? ` by ${approval.by.name}` : "";
    return refuse("approval.already_decided", `${cannot}: it is already ${phase}${who}`, "Look at the step again");
  }
  switch (event.type) {
    case "grant":
      return grant(request, event, now);
    case "reject":
      if (event.by.kind !== "person") return refuseNonPerson(cannot, event.by);
      return decided({ request, phase: "rejected", by: event.by, at: now, reason: event.reason });
    case "expire":
      if (now < request.expiresAt) {
        return refuse("approval.not_expired", `${cannot}: it is open until ${request.expiresAt.toISOString()}`);
      }
      return decided({ request, phase: "expired", at: now });
    case "void":
      return decided({ request, phase: "void", at: now, reason: event.reason });
    default:
      return unreachable(event);
  }
}

function grant(
  request: ApprovalRequest,
  event: ApprovalEvent & { type: "grant" },
  now: Date,
): Outcome<Approval, never> {
  const cannot = `Cannot grant approval ${request.id}`;
  if (event.by.kind !== "person") return refuseNonPerson(cannot, event.by);
  if (now >= request.expiresAt) {
    const at = request.expiresAt.toISOString();
    return refuse("approval.expired", `${cannot}: it expired at ${at}`, "Ask again, read the step again, then approve");
  }
  if (event.digest !== request.digest) {
    return refuse(
      "approval.other_bytes",
      `${cannot}: it was given for ${event.digest}, and what waits is ${request.digest}`,
      "The step has changed since you looked: read it again, then approve",
    );
  }
  if (request.confirmation === "typed_target" && event.typedTarget !== request.targetName) {
    return refuse(
      "approval.target_not_typed",
      `${cannot}: it is dangerous, and the target's name was not typed exactly`,
      `Type ${request.targetName} to approve`,
    );
  }
  // Two pairs of eyes: in production whoever proposed a dangerous step may not also wave it through.
  if (request.risk === "dangerous" && request.environment === "production" && event.by.id === request.proposedBy) {
    return refuse(
      "approval.self_grant",
      `${cannot}: ${event.by.name} proposed this dangerous step in production`,
      "Ask a second person to approve it: `steady people add NAME` gives them a link of their own",
    );
  }
  return decided({ request, phase: "granted", by: event.by, at: now });
}

function refuseNonPerson(cannot: string, by: Actor) {
  return refuse("approval.not_a_person", `${cannot}: ${by.name} is a ${by.kind}, and only a person can answer`);
}

function decided(state: Approval): Outcome<Approval, never> {
  return { ok: true, state, effects: [] };
}
