import type { Actor } from "../identity/index.ts";
import { type Refusal, refuse, unreachable } from "../outcome/index.ts";
import type { IncidentDecision, KnownIncidents } from "./decide-incident.ts";
import { describeIncident } from "./describe-incident.ts";
import { type Incident, type IncidentFactType, isHeld, type OpenIncident, sayViolation, wholeOf } from "./incident.ts";

/** A person's word on the open incident of a subject. */
export interface WordEvent {
  readonly type: "hold" | "unhold" | "resolve";
  readonly by: Actor;
  readonly why: string;
}

/** Refuses with `incident.not_person`, `incident.no_reason`, `incident.resolved`, `incident.held` and `incident.not_held`. */
export function decideWord({ open }: KnownIncidents, event: WordEvent, at: Date): IncidentDecision {
  const { type, by } = event;
  const why = event.why.trim();
  const cannot = `Cannot ${type} the incident`;
  if (by.kind !== "person") return refuse("incident.not_person", `${cannot}: ${by.name} is not a person`);
  if (why === "") {
    return refuse("incident.no_reason", `${cannot}: whoever reads the record has to know why`, "Say why");
  }
  if (open === undefined) return refuse("incident.resolved", `${cannot}: it is resolved already`);
  switch (type) {
    case "hold": {
      if (open.hold) return { ok: false, refusal: heldBy(open.hold.by, cannot) };
      return told({ ...open, hold: { by, at, why } }, "incident.held", { by, why });
    }
    case "unhold": {
      if (!isHeld(open)) return refuse("incident.not_held", `${cannot}: nobody holds it`);
      const { hold: _, ...rest } = open;
      return told(rest, "incident.unheld", { by, why });
    }
    case "resolve":
      return resolve(open, { by, why }, at);
    default:
      return unreachable(type);
  }
}

function heldBy({ name }: Actor, cannot: string): Refusal {
  return { code: "incident.held", message: `${cannot}: ${name} holds it`, hint: "Unhold it first to hold it yourself" };
}

interface Word {
  readonly by: Actor;
  readonly why: string;
}

function told(after: OpenIncident, type: IncidentFactType, { by, why }: Word): IncidentDecision {
  const incident = { ...after, sequence: after.sequence + 1 };
  return { ok: true, incident, facts: [{ type, actor: by, why, data: describeIncident(incident) }] };
}

/** What is still violated stays so in it: that says what the person knew of, so that it is not told to them again at once. */
function resolve(open: OpenIncident, { by, why }: Word, at: Date): IncidentDecision {
  const { hold: _, ...whole } = wholeOf(open);
  const incident: Incident = {
    ...{ ...whole, sequence: open.sequence + 1 },
    ...{ phase: "resolved", resolvedAt: at, resolvedBy: by, why },
  };
  const left = open.violations.filter(({ state }) => state !== "resolved").map(sayViolation);
  const data = { ...describeIncident(incident), ...(left.length > 0 && { left }) };
  return { ok: true, incident, facts: [{ type: "incident.resolved", actor: by, why, data }] };
}
