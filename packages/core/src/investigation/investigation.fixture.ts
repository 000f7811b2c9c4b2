import type { Diagnosis, SuggestedAction } from "../diagnosis/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Incident, Violation } from "../incident/index.ts";
import { beginInvestigation } from "./begin-investigation.ts";
import { decideInvestigation, type InvestigationEvent } from "./decide-investigation.ts";
import { type Investigation, type ToolAnswer, usualBudget } from "./investigation.ts";

export const start = new Date("2026-03-01T03:00:00.000Z");
export const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
export const system: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };
export const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };
export const model: Actor = { kind: "model", id: "act_model", name: "a model" };

export const nodeDown: Violation = {
  ...{ invariant: "node_down", member: "n1", title: "A node is down", severity: "critical" },
  ...{ since: after(-20), confirmedAt: after(-10), why: "it refuses", batch: 1, times: 1, state: "violated" },
};

export function incident(violations: readonly Violation[] = [nodeDown], more: Partial<Incident> = {}): Incident {
  const whole = {
    ...{ id: "inc_0301-aaaaa", subject: "shop", title: "A node is down: n1", severity: "critical", openedAt: start },
    ...{ violations, batchAt: start, sequence: 1, phase: "open", ...more },
  };
  // The parts that are given belong together.
  return whole as Incident;
}

export const restart: SuggestedAction = {
  ...{ action: "restart_node", parameters: { node: "n1" }, member: "n1", predicted: "It answers again." },
  ...{ verifiedBy: ["node_down"], risks: [] },
};

export function diagnosis(more: Partial<Diagnosis> = {}): Diagnosis {
  return {
    ...{ by: { kind: "rules", version: 1 }, at: start, outcome: "cause_found", summary: "A node is down: n1" },
    ...{ causes: [{ name: "node_gone", title: "A node is down", members: ["n1"], why: "Its process has ended." }] },
    ...{ confidence: 0.97, timeline: [], members: ["n1"], evidenceFor: [], evidenceAgainst: [], blind: [] },
    ...{ alternatives: [], risks: [], suggestions: [restart], next: [], ...more },
  };
}

export function investigation(id: Investigation["id"] = "inv_1"): Investigation {
  return beginInvestigation({
    ...{ id, incidentId: "inc_0301-aaaaa", subject: "shop", reasoner: { kind: "rules", version: 1 } },
    ...{ startedBy: system, startedAt: start, why: "it opened", budget: usualBudget },
  }).investigation;
}

export const answer: ToolAnswer = { endedAt: after(1), outcome: "answered", text: "seen", sha256: "0", characters: 4 };

/** What the events make of it, one after the other; throws at the first refusal. */
export function tell(before: Investigation, events: readonly InvestigationEvent[], now = after(1)): Investigation {
  return events.reduce((known, event) => {
    const decided = decideInvestigation(known, event, { system, now });
    if (!decided.ok) throw new Error(decided.refusal.code);
    return decided.investigation;
  }, before);
}
