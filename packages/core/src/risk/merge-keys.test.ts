import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeKeys, type SecondKey } from "./merge-keys.ts";
import type { Risk } from "./risk.ts";

const risks: readonly Risk[] = ["safe", "caution", "dangerous", "unknown"];
const rank = { safe: 0, caution: 1, unknown: 1, dangerous: 2 } as const;
const anyRisk = fc.constantFrom(...risks);
const anyKey: fc.Arbitrary<SecondKey> = fc.oneof(
  fc.record({ state: fc.constant("absent" as const), reason: fc.string() }),
  fc.record({
    state: fc.constant("answered" as const),
    risk: anyRisk,
    confidence: fc.double({ noDefaultInfinity: false }),
    reason: fc.string(),
  }),
);

const answered = (risk: Risk, confidence: number): SecondKey => ({ state: "answered", risk, confidence, reason: "" });

describe("the five merge rules", () => {
  // scanner, model, confidence (none: no model), what the gate uses, the rule that decided
  it.each<[Risk, Risk | "absent", number, string, number]>([
    ["dangerous", "absent", 0, "dangerous", 1],
    ["dangerous", "safe", 1, "dangerous", 1],
    ["dangerous", "dangerous", 1, "dangerous", 1],
    ["caution", "absent", 0, "caution", 2],
    ["caution", "safe", 1, "caution", 2],
    ["caution", "caution", 1, "caution", 2],
    ["caution", "unknown", 1, "caution", 2],
    ["caution", "dangerous", 0.1, "dangerous", 2],
    ["safe", "safe", 0.9, "safe", 3],
    ["safe", "safe", 1, "safe", 3],
    ["safe", "safe", 0.89, "caution", 4],
    ["safe", "safe", Number.NaN, "caution", 4],
    ["safe", "safe", 2, "caution", 4],
    ["safe", "absent", 0, "caution", 4],
    ["safe", "unknown", 1, "caution", 4],
    ["safe", "caution", 1, "caution", 4],
    ["safe", "dangerous", 0.1, "dangerous", 4],
    ["unknown", "absent", 0, "caution", 5],
    ["unknown", "safe", 1, "caution", 5],
    ["unknown", "caution", 1, "caution", 5],
    ["unknown", "unknown", 1, "caution", 5],
    ["unknown", "dangerous", 0.1, "dangerous", 5],
  ])("scanner %s, model %s (%d) is %s by rule %d", (scanner, model, confidence, risk, rule) => {
    const second: SecondKey = model === "absent" ? { state: "absent", reason: "none" } : answered(model, confidence);
    expect(mergeKeys(scanner, second)).toMatchObject({ risk, rule });
  });

  it("never goes below the scanner, whatever a model says", () => {
    fc.assert(fc.property(anyRisk, anyKey, (scanner, key) => rank[mergeKeys(scanner, key).risk] >= rank[scanner]));
  });

  it("is safe only when both keys said safe and the model was sure", () => {
    fc.assert(
      fc.property(anyRisk, anyKey, (scanner, key) => {
        if (mergeKeys(scanner, key).risk !== "safe") return true;
        return scanner === "safe" && key.state === "answered" && key.risk === "safe" && key.confidence >= 0.9;
      }),
    );
  });

  it("never gets lower when the model's answer gets higher", () => {
    fc.assert(
      fc.property(anyRisk, anyRisk, anyRisk, fc.double(), (scanner, low, high, confidence) => {
        if (rank[low] > rank[high]) return true;
        const under = mergeKeys(scanner, answered(low, confidence)).risk;
        return rank[under] <= rank[mergeKeys(scanner, answered(high, confidence)).risk];
      }),
    );
  });
});
