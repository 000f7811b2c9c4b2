import type { SuggestedAction } from "../diagnosis/index.ts";
import { type Incident, isHeld } from "../incident/index.ts";
import { unreachable } from "../outcome/index.ts";
import type { Concluded, Investigation, Remedy } from "./investigation.ts";

/** What is to be done about an incident now. One thing at a time, and never the same twice. */
export type Next =
  /** Nothing by itself, until the incident changes or a person says something. */
  | { readonly kind: "rest"; readonly why: string }
  | { readonly kind: "wait"; readonly until: Date; readonly why: string }
  | { readonly kind: "investigate"; readonly why: string }
  /** Goes on with the one that is looking. */
  | { readonly kind: "look"; readonly investigation: Investigation }
  | { readonly kind: "propose"; readonly investigation: Concluded; readonly suggestion: SuggestedAction }
  /** Sees what has become of what was proposed. */
  | { readonly kind: "follow"; readonly investigation: Concluded; readonly remedy: Remedy }
  | { readonly kind: "escalate"; readonly investigation: Concluded; readonly why: string }
  | { readonly kind: "stop"; readonly investigation: Investigation; readonly why: string };

/** How long is waited before the same thing is looked into again. */
export const againAfterMs = { wait: 60_000, inconclusive: 30_000, relapse: 15_000 } as const;
/** So many investigations of one incident begin by themselves at most. */
export const mostInvestigations = 5;

/** Decides from what is stored. `investigations` are all of the incident, oldest first. Pure. */
export function whatNext(incident: Incident, investigations: readonly Investigation[], now: Date): Next {
  const last = investigations.at(-1);
  if (incident.phase === "resolved") return afterIncident(last);
  if (last === undefined) return { kind: "investigate", why: incident.title };
  switch (last.phase) {
    case "looking":
      return { kind: "look", investigation: last };
    case "stopped":
      return { kind: "rest", why: `${last.by.name} stopped the investigation: ${last.reason}` };
    case "concluded":
      return afterConclusion(incident, last, { count: investigations.length, now });
    default:
      return unreachable(last);
  }
}

/** What was begun comes to an end: a call for nothing is given up, an action is followed to its end. */
function afterIncident(last: Investigation | undefined): Next {
  if (last?.phase === "looking") return { kind: "stop", investigation: last, why: "the incident is resolved" };
  if (last?.phase === "concluded" && last.remedy && last.remedy.phase !== "ended") {
    return { kind: "follow", investigation: last, remedy: last.remedy };
  }
  return { kind: "rest", why: "the incident is resolved" };
}

interface Round {
  readonly count: number;
  readonly now: Date;
}

function afterConclusion(incident: Incident, last: Concluded, round: Round): Next {
  const { remedy } = last;
  if (remedy && remedy.phase !== "ended") return { kind: "follow", investigation: last, remedy };
  if (remedy?.phase === "ended") return afterRemedy(incident, last, remedy, round);
  const isNewBatch = incident.batchAt > last.endedAt;
  if (isNewBatch && round.count < mostInvestigations)
    return { kind: "investigate", why: "something else has joined it" };
  if (last.escalated) return { kind: "rest", why: last.escalated.why };
  const { outcome, suggestions } = last.diagnosis;
  switch (outcome) {
    case "cause_found": {
      const [suggestion] = suggestions;
      if (suggestion === undefined) return escalate(last, "nothing that is offered would mend it for certain");
      if (suggestion.verifiedBy.length === 0)
        return escalate(last, `${suggestion.action}: no invariant would show that it helped`);
      if (isHeld(incident)) return { kind: "rest", why: "a person holds it: nothing is done about it by itself" };
      return { kind: "propose", investigation: last, suggestion };
    }
    case "wait":
    case "recovered":
      return again(last, { ...round, afterMs: againAfterMs.wait, why: "it has not healed by itself" });
    case "inconclusive":
      return again(last, { ...round, afterMs: againAfterMs.inconclusive, why: "no cause was clear before" });
    default:
      return unreachable(outcome);
  }
}

function afterRemedy(
  incident: Incident,
  last: Concluded,
  { result, why, endedAt, suggestion }: Extract<Remedy, { readonly phase: "ended" }>,
  round: Round,
): Next {
  if (result === "helped" && incident.violations.some(({ state }) => state === "violated")) {
    // What is left may be another fault; what was mended may have come back.
    const left = `${suggestion.action} helped, and something is still violated`;
    return again({ ...last, endedAt }, { ...round, afterMs: againAfterMs.relapse, why: left });
  }
  if (result === "helped") return { kind: "rest", why: "what was done helped" };
  if (last.escalated) return { kind: "rest", why: last.escalated.why };
  return escalate(last, `${suggestion.action}: ${why}`);
}

function again(
  last: Concluded,
  { count, now, afterMs, why }: Round & { readonly afterMs: number; readonly why: string },
): Next {
  if (last.escalated) return { kind: "rest", why: last.escalated.why };
  if (count >= mostInvestigations) return escalate(last, `${count} investigations have not come to an end of it`);
  const until = new Date(last.endedAt.getTime() + afterMs);
  return now < until ? { kind: "wait", until, why } : { kind: "investigate", why };
}

function escalate(investigation: Concluded, why: string): Next {
  return { kind: "escalate", investigation, why };
}
