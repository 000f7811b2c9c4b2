import type { IncidentWire } from "@steadyhand/api";
import type { Look } from "../timeline/index.ts";

type Violation = IncidentWire["violations"][number];

const phases: Readonly<Record<IncidentWire["phase"], Look>> = {
  open: { word: "Open", shape: "alert", tone: "plain" },
  settling: { word: "Settling", shape: "verify", tone: "now" },
  resolved: { word: "Resolved", shape: "check", tone: "good" },
};

const blindLook: Look = { word: "Cannot be seen", shape: "question", tone: "plain", isBlind: true };

const states: Readonly<Record<Violation["state"], Look>> = {
  violated: { word: "Violated", shape: "cross", tone: "plain" },
  settling: { word: "Holds again, not yet for long enough", shape: "verify", tone: "now" },
  resolved: { word: "Over", shape: "check", tone: "good" },
};

/** How an incident stands. One that is nothing but blind looks blind; one that a person ended over a violation is not green. */
export function incidentLook({ phase, violations }: Pick<IncidentWire, "phase" | "violations">): Look {
  const left = violations.filter(({ state }) => state === "violated");
  if (phase === "resolved" && left.length > 0) return { word: "Ended by a person", shape: "stop", tone: "plain" };
  if (phase === "open" && left.length > 0 && left.every(isOfSight)) return { ...blindLook, word: "Open, blind" };
  return phases[phase];
}

/** How one violation stands. That something cannot be seen has its own look for as long as it lasts. */
export function violationLook(violation: Pick<Violation, "invariant" | "state">): Look {
  return isOfSight(violation) && violation.state === "violated" ? blindLook : states[violation.state];
}

/** Whether it is the monitor's own invariant: that the subject can be seen at all. */
function isOfSight({ invariant }: Pick<Violation, "invariant">): boolean {
  return invariant === "observed";
}
