import type { Diagnosis } from "@steadyhand/core/diagnosis";
import type { Actor } from "@steadyhand/core/identity";
import type { Incident } from "@steadyhand/core/incident";
import {
  beginInvestigation,
  type Concluded,
  type Investigation,
  type Remedy,
  usualBudget,
} from "@steadyhand/core/investigation";
import { describe, expect, it } from "vitest";
import { presentIncident, presentIncidentDetail } from "./incident.ts";
import { presentInvestigation, presentTurn } from "./investigation.ts";

const at = new Date("2026-03-01T03:00:00.000Z");
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };

const open: Incident = {
  ...{ id: "inc_1", subject: "shop", title: "It is slow", severity: "critical", openedAt: at, batchAt: at },
  ...{ violations: [], sequence: 1, phase: "open" },
};
const resolved: Incident = { ...open, phase: "resolved", resolvedAt: at, resolvedBy: riley, why: "over" };
const suggestion = { action: "restart", parameters: {}, predicted: "it answers", verifiedBy: ["slow"], risks: [] };
const diagnosis: Diagnosis = {
  ...{ by: { kind: "rules", version: 1 }, at, outcome: "cause_found", summary: "stuck", causes: [], confidence: 1 },
  ...{ timeline: [], members: [], evidenceFor: [], evidenceAgainst: [], blind: [], alternatives: [], risks: [] },
  ...{ suggestions: [suggestion], next: [] },
};
const { investigation: looking } = beginInvestigation({
  ...{ id: "inv_1", incidentId: "inc_1", subject: "shop", reasoner: diagnosis.by, startedBy: riley, startedAt: at },
  ...{ why: "slow", budget: usualBudget },
});
const { phase: _, ...rest } = looking;
const concluded: Concluded = { ...rest, phase: "concluded", endedAt: later(5), because: "concluded", diagnosis };
const proposed = { suggestion, executionId: "exe_1", proposedAt: later(6), before: [], mends: [] } as const;
const stopped: Investigation = { ...rest, phase: "stopped", endedAt: later(5), by: riley, reason: "mine" };

const after = (remedy: Remedy): Concluded => ({ ...concluded, remedy });
const handled = (incident: Incident, investigations: readonly Investigation[]) =>
  presentIncidentDetail(incident, investigations, later(10)).handling;

describe("what comes next", () => {
  it.each<[string, Incident, readonly Investigation[], object]>([
    ["nobody has looked", open, [], { kind: "investigate", why: "It is slow" }],
    ["somebody looks", open, [looking], { kind: "look", why: "it is being looked into", investigationId: "inv_1" }],
    ["a person stopped it", open, [stopped], { kind: "rest", why: expect.stringContaining("Riley stopped") }],
    ["a cause was found", open, [concluded], { kind: "propose", why: "restart is about to be proposed: it answers" }],
    [
      ...(["it is on its way", open, [after({ ...proposed, phase: "proposed" })]] as const),
      { kind: "follow", executionId: "exe_1", why: "restart was proposed, and is on its way through the gate" },
    ],
    [
      ...(["it was done", open] as const),
      [after({ ...proposed, phase: "verifying", doneAt: at, settleMs: 5_000, until: later(90) })],
      { kind: "follow", why: "restart was done; slow must hold for 5 s", until: later(90).toISOString() },
    ],
    [
      ...(["it did not help", open] as const),
      [after({ ...proposed, phase: "ended", endedAt: later(9), result: "unchanged", why: "slow" })],
      { kind: "escalate", why: "restart: slow", investigationId: "inv_1" },
    ],
    [
      ...([
        "no cause is clear",
        open,
        [{ ...concluded, diagnosis: { ...diagnosis, outcome: "inconclusive" } }],
      ] as const),
      { kind: "wait", why: "no cause was clear before", until: later(35).toISOString() },
    ],
    ["it is over", resolved, [looking], { kind: "stop", why: "the incident is resolved" }],
  ])("is said when %s", (_when, incident, investigations, expected) => {
    expect(handled(incident, investigations)).toMatchObject(expected);
  });
});

it("offers to hold or to let go what is open, and nothing of what is over", () => {
  const hold = { by: riley, at, why: "mine" };
  expect(presentIncident(open).can).toEqual(["hold", "resolve", "investigate"]);
  expect(presentIncident({ ...open, hold }).can).toEqual(["unhold", "resolve", "investigate"]);
  expect(presentIncident(resolved).can).toEqual([]);
});

it("shows the beginning of a long answer with its investigation, and all that is kept by itself", () => {
  const text = "x".repeat(5_000);
  const answer = { endedAt: later(1), outcome: "answered", text, sha256: "0", characters: 5_000 } as const;
  const turn = { number: 1, call: { tool: "observe", arguments: {}, why: "" }, askedAt: at, answer } as const;
  const [shown] = presentInvestigation({ ...looking, turns: [turn] }).turns;
  expect(shown?.answer).toMatchObject({ text: "x".repeat(2_000), isWhole: false, characters: 5_000 });
  expect(presentTurn(turn).answer).toMatchObject({ text, isWhole: true });
  // More was answered than is kept.
  expect(presentTurn({ ...turn, answer: { ...answer, characters: 9_000 } }).answer).toMatchObject({ isWhole: false });
});
