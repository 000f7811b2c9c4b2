import { describe, expect, it } from "vitest";
import type { ApprovalRule, Policy } from "../../policy/index.ts";
import { isStricter } from "../demand.ts";
import { judge } from "../gate.ts";
import { gateInputOf } from "../gate-input.fixture.ts";

const minute = 60_000;
const sre = { role: "sre" } as const;
const lead = { role: "lead" } as const;

function demandOf(
  approvals: readonly ApprovalRule[],
  sample: Parameters<typeof gateInputOf>[0] = {},
  more: Policy = {},
) {
  return judge(gateInputOf(sample), { approvals, ...more }).demand;
}

describe("who must approve", () => {
  it.each<[string, ApprovalRule["when"], boolean]>([
    ["nothing named", undefined, true],
    ["its environment", { environments: ["lab"] }, true],
    ["another environment", { environments: ["test"] }, false],
    ["its risk", { risks: ["safe", "caution"] }, true],
    ["another risk", { risks: ["dangerous"] }, false],
    ["one of its classes", { actionClasses: ["writes", "deletes"] }, true],
    ["another class", { actionClasses: ["deletes"] }, false],
    ["its project", { projects: ["default"] }, true],
    ["another project", { projects: ["shop"] }, false],
    ["its subject", { subjects: ["web-1"] }, true],
    ["another subject", { subjects: ["web-2"] }, false],
    ["its runbook", { runbooks: ["rbk_1"] }, true],
    ["its risk, and another project", { risks: ["caution"], projects: ["shop"] }, false],
  ])("is asked by a rule for %s", (_what, when, matches) => {
    expect(demandOf([{ name: "two", ...(when && { when }), count: 2 }]).count).toBe(matches ? 2 : 1);
  });

  it("is what all rules want together", () => {
    const demand = demandOf([
      { name: "sre", approvers: [sre], count: 2 },
      { name: "lead", approvers: [lead, { person: "Riley" }], kind: "typed_target" },
    ]);
    expect(demand).toMatchObject({ kind: "typed_target", count: 2 });
    expect(demand.quorums).toEqual([
      { rule: "approvers", approvers: [lead, { person: "Riley" }], count: 1, escalation: [] },
      { rule: "approvers", approvers: [sre], count: 2, escalation: [] },
    ]);
  });
});

describe("how long a question waits", () => {
  it.each([
    ["safe", {}, 15],
    ["dangerous", {}, 5],
    ["safe", { approvalMinutes: { safe: 3 } }, 3],
    ["safe", { approvalMinutes: { safe: 90 } }, 15],
    ["dangerous", { approvalMinutes: { dangerous: -1 } }, 5],
  ] as const)("%s under %j: %d min", (risk, policy, count) => {
    expect(demandOf([], { proposal: { risk } }, policy).lifetimesMs).toEqual([count * minute]);
  });

  it("is as long as the people before the next ones have, and no longer than it may be", () => {
    const escalation = [
      { afterMinutes: 2, approvers: [lead] },
      { afterMinutes: 60, approvers: [{ person: "Sam" }] },
    ];
    const demand = demandOf([{ name: "chain", approvers: [sre], lifetimeMinutes: 10, escalation }]);
    expect(demand.lifetimesMs).toEqual([2 * minute, 10 * minute, 10 * minute]);
    expect(demand.quorums).toMatchObject([{ approvers: [sre], escalation: [[lead], [{ person: "Sam" }]] }]);
  });
});

describe("a demand that has grown", () => {
  const asked = demandOf([{ name: "sre", approvers: [sre] }]);

  it.each<[string, readonly ApprovalRule[]]>([
    ["another kind", [{ name: "sre", approvers: [sre], kind: "typed_target" }]],
    ["more people", [{ name: "sre", approvers: [sre], count: 2 }]],
    ["other people", [{ name: "sre", approvers: [lead] }]],
    [
      "further people",
      [
        { name: "sre", approvers: [sre] },
        { name: "lead", approvers: [lead] },
      ],
    ],
  ])("is stricter: %s", (_what, approvals) => {
    expect(isStricter(demandOf(approvals), asked)).toBe(true);
  });

  it.each<[string, readonly ApprovalRule[]]>([
    ["the same", [{ name: "sre", approvers: [sre] }]],
    ["nobody named", []],
  ])("is not stricter: %s", (_what, approvals) => {
    expect(isStricter(demandOf(approvals), asked)).toBe(false);
  });
});
