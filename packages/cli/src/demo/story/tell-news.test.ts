import type { IncidentDetailWire, InvestigationWire, ViolationWire } from "@steadyhand/api";
import { expect, it } from "vitest";
import type { Seen } from "../installation/seen.ts";
import { tellNews } from "./tell-news.ts";

const at = new Date("2026-11-22T03:00:00Z");
const violation = (member: string, state: ViolationWire["state"]): ViolationWire => ({
  ...{ invariant: "reaches", member, state, title: "It reaches", severity: "critical", batch: 1, times: 1 },
  ...{ since: "2026-11-22T02:59:58Z", confirmedAt: "2026-11-22T03:00:00Z", why: "it does not" },
});
const incident = (violations: ViolationWire[], phase: IncidentDetailWire["phase"] = "open"): IncidentDetailWire => ({
  ...{ id: "inc_1", subject: "lab", title: "", severity: "critical", phase, openedAt: "2026-11-22T03:00:00Z" },
  ...{ batchAt: "2026-11-22T03:00:00Z", violations, sequence: 1, can: [], investigations: [] },
  handling: { kind: "rest", why: "" },
  ...(phase === "resolved" && { resolvedAt: "2026-11-22T03:00:20Z" }),
});
const looked: InvestigationWire = {
  ...{ id: "inv_1", incidentId: "inc_1", subject: "lab", reasoner: { kind: "rules", version: 1 }, why: "" },
  ...{
    startedBy: { kind: "system", id: "act_1", name: "Steadyhand" },
    startedAt: at.toISOString(),
    phase: "concluded",
  },
  ...{ budget: { turns: 1, wallMs: 1, tokens: 0, microUsd: 0 }, used: { tokens: 0, microUsd: 0 }, told: [], can: [] },
  ...{ turns: [], sequence: 1 },
};
const diagnosed = (outcome: "cause_found" | "inconclusive"): InvestigationWire => ({
  ...looked,
  diagnosis: {
    ...{ by: { kind: "rules", version: 1 }, at: at.toISOString(), outcome, summary: "It is gone", confidence: 0.9 },
    ...{
      timeline: [],
      members: [],
      evidenceFor: [],
      evidenceAgainst: [],
      blind: [],
      risks: [],
      suggestions: [],
      next: [],
    },
    causes: outcome === "cause_found" ? [{ name: "gone", title: "It is gone", members: [], why: "" }] : [],
    alternatives: [
      { causes: [], title: "It is slow", probability: 0.08, whyNot: "it refuses" },
      { causes: [], title: "It is cut", probability: 0.001, whyNot: "others reach it" },
    ],
  },
});
const told = (before: Omit<Seen, "at">, after: Omit<Seen, "at">) =>
  tellNews({ at, ...before }, { at, ...after }).map(({ text }) => text);

it("tells a fault that shows on several members in one line, once", () => {
  const now = { incident: incident([violation("one", "violated"), violation("two", "violated")]) };
  expect(told({}, now)).toEqual(["Detected: reaches of one, two, for 2.0 s: it does not"]);
  expect(told(now, now)).toEqual([]);
});

it("tells what holds again, what is violated once more, and the end", () => {
  const violated = { incident: incident([violation("one", "violated")]) };
  const settling = { incident: incident([violation("one", "settling")], "settling") };
  expect(told(violated, settling)).toEqual(["reaches of one holds again. It has to stay so for its settling time."]);
  expect(told(settling, violated)).toEqual(["Again: reaches of one, for 2.0 s: it does not"]);
  const over = { incident: incident([violation("one", "resolved")], "resolved") };
  expect(told(settling, over)).toEqual(["Incident inc_1 is over after 20.0 s."]);
});

it("says how sure it is only where a cause is named, and what it rather is not", () => {
  const [found] = told({ investigation: looked }, { investigation: diagnosed("cause_found") });
  expect(found).toBe("Cause: It is gone, 90 % sure. Rather not: It is slow (8 %).");
  const [unclear] = told({ investigation: looked }, { investigation: diagnosed("inconclusive") });
  expect(unclear).toBe("No cause is clear: It is gone. Rather not: It is slow (8 %).");
});
