import type { HandlingWire, IncidentDetailWire, IncidentWire } from "@steadyhand/api";
import type { Incident } from "@steadyhand/core/incident";
import { type Investigation, type Next, type Remedy, whatNext } from "@steadyhand/core/investigation";
import { unreachable } from "@steadyhand/core/outcome";
import { presentInvestigationSummary } from "./investigation.ts";
import { plain } from "./plain.ts";

export function presentIncident(incident: Incident): IncidentWire {
  return { ...plain(incident), can: whatCan(incident) };
}

/** `investigations` are all of the incident, oldest first. */
export function presentIncidentDetail(
  incident: Incident,
  investigations: readonly Investigation[],
  now: Date,
): IncidentDetailWire {
  return {
    ...presentIncident(incident),
    investigations: investigations.map(presentInvestigationSummary),
    handling: presentHandling(whatNext(incident, investigations, now)),
  };
}

function whatCan({ phase, hold }: Incident): IncidentWire["can"] {
  return phase === "resolved" ? [] : [hold === undefined ? "hold" : "unhold", "resolve", "investigate"];
}

function presentHandling(next: Next): HandlingWire {
  const { kind } = next;
  switch (kind) {
    case "rest":
    case "investigate":
      return { kind, why: next.why };
    case "wait":
      return { kind, why: next.why, until: next.until.toISOString() };
    case "look":
      return { kind, why: "it is being looked into", investigationId: next.investigation.id };
    case "propose": {
      const { action, predicted } = next.suggestion;
      return { kind, why: `${action} is about to be proposed: ${predicted}`, investigationId: next.investigation.id };
    }
    case "follow":
      return { kind, investigationId: next.investigation.id, ...presentFollowed(next.remedy) };
    case "escalate":
    case "stop":
      return { kind, why: next.why, investigationId: next.investigation.id };
    default:
      return unreachable(next);
  }
}

function presentFollowed({ suggestion, executionId, ...remedy }: Remedy): Omit<HandlingWire, "kind"> {
  const { action, verifiedBy } = suggestion;
  if (remedy.phase !== "verifying") {
    return { executionId, why: `${action} was proposed, and is on its way through the gate` };
  }
  const why = `${action} was done; ${verifiedBy.join(", ")} must hold for ${remedy.settleMs / 1000} s`;
  return { executionId, why, until: remedy.until.toISOString() };
}
