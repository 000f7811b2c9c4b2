import { describe, expect, it } from "vitest";
import { actionClasses, type Mode, type Policy } from "../../policy/index.ts";
import { whatIsKnown } from "../gate.ts";
import { gateInputOf } from "../gate-input.fixture.ts";
import type { GateRule } from "../gate-rule.ts";
import type { JudgedProposal } from "../judged-proposal.ts";
import { actionClass, blastRadius, reversibility } from "./action.ts";

const verdicts = { auto: undefined, require: "approve", deny: "refuse" } as const;
const modes = Object.keys(verdicts) as readonly Mode[]; // its keys are the modes

function verdictOf(rule: GateRule, proposal: Partial<JudgedProposal>, policy: Policy = {}) {
  return rule.says?.(whatIsKnown(gateInputOf({ proposal }), policy), 5)?.verdict;
}

describe("the class of action", () => {
  it.each(actionClasses.flatMap((name) => modes.map((mode) => [name, mode] as const)))("%s: %s", (name, mode) => {
    const policy = { actionClasses: { [name]: mode } };
    expect(verdictOf(actionClass, { actionClasses: [name] }, policy)).toBe(verdicts[mode]);
  });

  it("is the strictest of all that something does, and not only of the gravest", () => {
    const policy: Policy = { actionClasses: { deletes: "auto", sends: "deny", writes: "require" } };
    expect(verdictOf(actionClass, { actionClasses: ["deletes", "sends", "writes"] }, policy)).toBe("refuse");
    expect(verdictOf(actionClass, { actionClasses: ["deletes", "writes"] }, policy)).toBe("approve");
  });

  it.each(actionClasses)(
    "asks a person about what nobody knows, what grants and what spends, beyond a lab: %s",
    (name) => {
      const waits = ["unknown", "grants", "spends"].includes(name);
      expect(verdictOf(actionClass, { actionClasses: [name], environment: "test" })).toBe(
        waits ? "approve" : undefined,
      );
      expect(verdictOf(actionClass, { actionClasses: [name] })).toBeUndefined();
    },
  );
});

describe("what cannot be taken back", () => {
  const change = { environment: "test", isReversible: false, hasRollback: false } as const;

  it.each<[Partial<JudgedProposal>, string | undefined]>([
    [{}, "approve"],
    [{ hasRollback: true }, undefined],
    [{ isReversible: true }, undefined],
    [{ isReversible: undefined }, undefined],
    [{ actionClasses: ["reads"] }, undefined],
    [{ environment: "lab" }, undefined],
  ])("%j: %s", (proposal, verdict) => {
    expect(verdictOf(reversibility, { ...change, ...proposal })).toBe(verdict);
  });

  it.each(modes)("goes by the policy: %s", (mode) => {
    expect(verdictOf(reversibility, change, { reversibility: { irreversible: mode } })).toBe(verdicts[mode]);
    const unknown = { ...change, isReversible: undefined };
    expect(verdictOf(reversibility, unknown, { reversibility: { unknown: mode } })).toBe(verdicts[mode]);
  });
});

describe("how far it reaches", () => {
  it.each([
    ["one", undefined],
    ["many", undefined],
    ["unknown", undefined],
    ["all", "approve"],
  ] as const)("%s: %s", (radius, verdict) => {
    expect(verdictOf(blastRadius, { blastRadius: radius, environment: "test" })).toBe(verdict);
    for (const mode of modes) {
      expect(verdictOf(blastRadius, { blastRadius: radius }, { blastRadius: { [radius]: mode } })).toBe(verdicts[mode]);
    }
  });

  it("does not matter for what only reads", () => {
    const reading = { blastRadius: "all", actionClasses: ["reads", "reveals"] } as const;
    expect(verdictOf(blastRadius, reading, { blastRadius: { all: "deny" } })).toBeUndefined();
  });
});
