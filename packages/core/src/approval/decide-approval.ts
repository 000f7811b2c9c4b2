import type { Actor } from "../identity/index.ts";
import { type Outcome, refuse, unreachable } from "../outcome/index.ts";
import {
  type Approval,
  type ApprovalEvent,
  type Grant,
  type GrantPace,
  isComplete,
  mayAnswer,
  type People,
  sayAsked,
} from "./approval.ts";

type Of<Type extends ApprovalEvent["type"]> = ApprovalEvent & { readonly type: Type };

/** More grants than these within an hour by one person: it slows down, and a second person looks. */
export const mostGrantsAnHour = 20;
/** Between two grants of one person from there on. */
export const pauseBetweenGrantsMs = 30_000;

/** Applies one event to an approval. A refusal changes nothing. */
export function decideApproval(approval: Approval, event: ApprovalEvent, now: Date): Outcome<Approval, never> {
  const { phase, request } = approval;
  const cannot = `Cannot ${event.type} approval ${request.id}`;
  if (phase !== "requested") {
    const who = "by" in approval ? ` by ${approval.by.name}` : "";
    const why = `it is already ${phase}${who}, at ${approval.at.toISOString()}`;
    return refuse("approval.already_decided", `${cannot}: ${why}`, "Look at the step again");
  }
  switch (event.type) {
    case "grant":
      return grant(approval, event, now);
    case "reject": {
      const refused = refuseAnswer(approval, event, now);
      if (refused) return refused;
      return decided({ ...asked(approval), phase: "rejected", by: event.by, at: now, reason: event.reason });
    }
    case "expire":
      if (now < request.expiresAt) {
        return refuse("approval.not_expired", `${cannot}: it is open until ${request.expiresAt.toISOString()}`);
      }
      return decided({ ...asked(approval), phase: "expired", at: now });
    case "void":
      return decided({ ...asked(approval), phase: "void", at: now, reason: event.reason });
    default:
      return unreachable(event);
  }
}

/** What stays of a question whatever becomes of it. */
function asked({ request, grants }: Approval): Pick<Approval, "request" | "grants"> {
  return { request, ...(grants && { grants }) };
}

function grant(approval: Approval, event: Of<"grant">, now: Date): Outcome<Approval, never> {
  const refused = refuseAnswer(approval, event, now) ?? refuseGrant(approval, event);
  if (refused) return refused;
  const pace = refusePace(approval, event, now);
  if (pace.refused) return pace.refused;
  const { by, roles } = event;
  const given: Grant = { by, ...(roles && { roles }), at: now, ...(pace.needsSecond && { needsSecond: true }) };
  const grants = [...(approval.grants ?? []), given];
  const { request } = approval;
  return isComplete({ request, grants: [...standing(approval, event), given] })
    ? decided({ request, grants, phase: "granted", by, at: now })
    : decided({ request, grants, phase: "requested" });
}

/** The grants so far that still count: of people who are there, as what they are now. What was said stays in the record. */
function standing({ grants = [] }: Approval, { people }: Of<"grant">): readonly Grant[] {
  if (people === undefined) return grants;
  return grants.flatMap((one) => {
    const roles = rolesNow(people, one.by);
    return roles === undefined ? [] : [{ ...one, roles }];
  });
}

function rolesNow(people: People, { id }: Actor): readonly string[] | undefined {
  return Object.hasOwn(people, id) ? people[id] : undefined;
}

/** Who may answer at all, and until when. */
function refuseAnswer({ request, grants = [] }: Approval, event: Of<"grant" | "reject">, now: Date) {
  const { by, roles, people, type } = event;
  const cannot = `Cannot ${type} approval ${request.id}`;
  if (by.kind !== "person") {
    return refuse("approval.not_a_person", `${cannot}: ${by.name} is a ${by.kind}, and only a person can answer`);
  }
  if (people !== undefined && rolesNow(people, by) === undefined) {
    const hint = "Somebody who can sign in has to answer";
    return refuse("approval.person_gone", `${cannot}: ${by.name} was removed and can sign in no more`, hint);
  }
  if (now >= request.expiresAt) {
    const at = request.expiresAt.toISOString();
    return refuse("approval.expired", `${cannot}: it expired at ${at}`, "Ask again, read the step again, then approve");
  }
  if (!mayAnswer(request, by, roles)) {
    const why = `${by.name} is not among those who are asked`;
    return refuse("approval.not_asked", `${cannot}: ${why}`, `It asks ${sayAsked(request)}`);
  }
  const earlier = grants.find((one) => one.by.id === by.id);
  if (earlier !== undefined && type === "grant") {
    const why = `${by.name} granted it already, at ${earlier.at.toISOString()}`;
    return refuse("approval.already_granted", `${cannot}: ${why}`, "Somebody else has to grant it too");
  }
  return undefined;
}

/** What the yes must fit: the exact bytes, the target's name, and a second pair of eyes. */
function refuseGrant({ request }: Approval, event: Of<"grant">) {
  const cannot = `Cannot grant approval ${request.id}`;
  if (event.digest !== request.digest) {
    return refuse(
      "approval.other_bytes",
      `${cannot}: it was given for ${event.digest}, and what waits is ${request.digest}`,
      "The step has changed since you looked: read it again, then approve",
    );
  }
  const isTyped = request.confirmation === "typed_target" || (request.demand && request.demand.kind !== "click");
  if (isTyped && event.typedTarget !== request.targetName) {
    return refuse(
      "approval.target_not_typed",
      `${cannot}: the target's name was not typed exactly`,
      `Type ${request.targetName} to approve`,
    );
  }
  // Two pairs of eyes: in production whoever had a hand in a dangerous step may not also wave it through.
  const isDangerous = request.risk === "dangerous" && request.environment === "production";
  if ((isDangerous || request.demand?.kind === "four_eyes") && isProposer(request, event.by)) {
    return refuseSelf(cannot, event.by, isDangerous);
  }
  return undefined;
}

function isProposer({ proposedBy, proposers = [] }: Approval["request"], { id }: Actor): boolean {
  return id === proposedBy || proposers.includes(id);
}

function refuseSelf(cannot: string, { name }: Actor, isDangerous: boolean) {
  return refuse(
    "approval.self_grant",
    `${cannot}: ${name} proposed this ${isDangerous ? "dangerous step in production" : "step, and it wants four eyes"}`,
    "Ask a second person to approve it: `steady people add NAME` gives them a link of their own",
  );
}

/** Who waves through one step after the other has stopped reading them. */
function refusePace({ request }: Approval, { by, pace }: Of<"grant">, now: Date) {
  if (pace === undefined || pace.lastHour < mostGrantsAnHour) return { needsSecond: false };
  const readyAt = pauseEnd(pace);
  if (now >= readyAt) return { needsSecond: request.risk !== "safe" };
  const why = `${by.name} granted ${pace.lastHour} within the hour and can grant again at ${readyAt.toISOString()}`;
  const hint = `Read the step until then, or let somebody else answer: above ${mostGrantsAnHour} an hour a second person has to look as well`;
  return {
    needsSecond: false,
    refused: refuse("approval.too_many", `Cannot grant approval ${request.id}: ${why}`, hint),
  };
}

function pauseEnd({ latestAt }: GrantPace): Date {
  return new Date((latestAt?.getTime() ?? 0) + pauseBetweenGrantsMs);
}

function decided(state: Approval): Outcome<Approval, never> {
  return { ok: true, state, effects: [] };
}
