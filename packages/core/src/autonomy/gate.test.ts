import { describe, expect, it } from "vitest";
import type { Policy } from "../policy/index.ts";
import type { Environment, Level } from "./decision.ts";
import { judge } from "./gate.ts";
import { gateInputOf, type quietCircumstances, type smallChange } from "./gate-input.fixture.ts";
import { gateRules } from "./rules/index.ts";

const audit: Policy = { governanceMode: "audit" };
const environments = ["lab", "development", "test", "pre-production", "production"] as const;
type Risk = (typeof smallChange)["risk"];
type Trust = (typeof quietCircumstances)["trust"]["level"];

function verdictOf(
  { environment = "lab", level, risk }: { environment?: Environment; level?: Level; risk: Risk },
  policy = audit,
  trust: Trust = 2,
) {
  const input = gateInputOf({
    proposal: { environment, risk },
    circumstances: { trust: { level: trust, why: "set" } },
    ...(level !== undefined && { requestedLevel: level }),
  });
  return judge(input, policy).verdict;
}

describe("the gate", () => {
  it("lets every step wait for a person with no policy at all, in every environment that runs anything", () => {
    for (const environment of environments) {
      for (const risk of ["safe", "caution", "dangerous"] as const) {
        expect(verdictOf({ environment, risk }, {}, 1)).toBe(environment === "production" ? "by_hand" : "approve");
      }
    }
  });

  it.each([
    [3, "run", "approve", "approve"],
    [4, "run", "run", "approve"],
    [5, "run", "run", "run"],
    [2, "approve", "approve", "approve"],
    [1, "by_hand", "by_hand", "by_hand"],
  ] as const)(
    "at L%d on a disposable lab target: safe %s, caution %s, dangerous %s",
    (level, safe, caution, dangerous) => {
      const verdicts = (["safe", "caution", "dangerous"] as const).map((risk) => verdictOf({ level, risk }));
      expect(verdicts).toEqual([safe, caution, dangerous]);
    },
  );

  it("names every cap with its reason and where it comes from, and every rule that spoke", () => {
    const { caps, findings, level } = judge(gateInputOf({ requestedLevel: 5 }), { governanceMode: "strict" });
    expect(level).toBe(2);
    const reason = "strict: every step waits for a person (policy.json governance_mode)";
    expect(caps).toContainEqual({ name: "governance", level: 2, reason, isRaisable: true });
    expect(caps.every((cap) => cap.reason.length > 0)).toBe(true);
    expect(findings).toContainEqual(expect.objectContaining({ rule: "level", verdict: "approve" }));
  });

  it("says of each cap what put it there", () => {
    const policy: Policy = {
      governanceMode: "audit",
      environments: { production: { ceiling: 3, reason: "safe diagnostics" } },
      subjects: { "web-1": { ceiling: 2 } },
    };
    const { caps } = judge(gateInputOf({ proposal: { environment: "production" }, requestedLevel: 3 }), policy);
    expect(caps.map(({ name, level, reason }) => [name, level, reason])).toEqual(
      expect.arrayContaining([
        ["environment ceiling", 3, "production never goes above L3 (policy.json environments.production.ceiling)"],
        ["ceiling", 2, "L2 is the ceiling here (policy.json subjects.web-1.ceiling)"],
        ["requested", 3, "L3 was set for this run"],
      ]),
    );
  });

  it("is a list of rules that each have a name of their own and say something", () => {
    expect(new Set(gateRules.map(({ name }) => name)).size).toBe(gateRules.length);
    for (const { caps, says, demands, lifts } of gateRules) expect(caps ?? says ?? demands ?? lifts).toBeDefined();
  });

  it("refuses where no rule says anything", () => {
    expect(judge(gateInputOf(), audit, [])).toMatchObject({ verdict: "refuse" });
  });
});
