import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeKeys, type SecondKey } from "./merge-keys.ts";
import type { Risk } from "./risk.ts";

const risks: readonly Risk[] = ["safe", "caution", "dangerous", "unknown"];
const rank = { safe: 0, caution: 1, unknown: 1, dangerous: 2 } as const;
const by = { provider: "any", requestedModel: "any", model: "any", promptVersion: "1" };
const anyRisk = fc.constantFrom(...risks);
const anyKey: fc.Arbitrary<SecondKey> = fc.oneof(
  fc.record({ state: fc.constant("absent" as const), code: fc.string(), reason: fc.string() }),
  fc.record({
    state: fc.constant("answered" as const),
    risk: anyRisk,
    confidence: fc.double({ noDefaultInfinity: false }),
    reason: fc.string(),
    rollback: fc.string(),
    by: fc.constant(by),
  }),
);

const absent: SecondKey = { state: "absent", code: "timed_out", reason: "no answer within 3.5 s" };
const answered = (risk: Risk, confidence: number): SecondKey => ({
  state: "answered",
  risk,
  confidence,
  reason: "",
  by,
});

/**
 * The whole table. A row is what the scanner says, a column what the model says; in a cell stand the final risk and
 * the rule that decided. `sure` is a confidence of 0.9 or more, `unsure` one below.
 */
const table = `
  scanner   | model absent | safe, unsure | safe, sure  | caution, unsure | caution, sure | dangerous, unsure | dangerous, sure | unknown, unsure | unknown, sure
  safe      | caution 4    | caution 4    | safe 3      | caution 4       | caution 4     | dangerous 4       | dangerous 4     | caution 4       | caution 4
  caution   | caution 2    | caution 2    | caution 2   | caution 2       | caution 2     | dangerous 2       | dangerous 2     | caution 2       | caution 2
  dangerous | dangerous 1  | dangerous 1  | dangerous 1 | dangerous 1     | dangerous 1   | dangerous 1       | dangerous 1     | dangerous 1     | dangerous 1
  unknown   | caution 5    | caution 5    | caution 5   | caution 5       | caution 5     | dangerous 5       | dangerous 5     | caution 5       | caution 5
`;

const confidences = { sure: [0.9, 0.95, 1], unsure: [0, 0.1, 0.5, 0.89, 0.8999] } as const;

interface Cell {
  readonly scanner: Risk;
  readonly model: string;
  readonly keys: readonly SecondKey[];
  readonly final: string;
  readonly rule: number;
}

/** What a column's head stands for: a missing model, or one risk at several confidences. */
function keysOf(head: string): readonly SecondKey[] {
  if (head === "model absent") return [absent];
  const [risk, sureness] = head.split(", ") as [Risk, keyof typeof confidences];
  return confidences[sureness].map((confidence) => answered(risk, confidence));
}

function cells(): Cell[] {
  const [heads, ...rows] = table
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  return rows.flatMap(([scanner, ...answers]) =>
    answers.map((answer, column): Cell => {
      const model = heads?.[column + 1] ?? "";
      const [final = "", rule] = answer.split(" ");
      return { scanner: scanner as Risk, model, keys: keysOf(model), final, rule: Number(rule) };
    }),
  );
}

describe("the five merge rules", () => {
  it("has a cell for every risk of the scanner and every answer of the model", () => {
    expect(cells()).toHaveLength(4 * (1 + 4 * 2));
  });

  it.each(cells())("scanner $scanner and $model is $final by rule $rule", ({ scanner, keys, final, rule }) => {
    for (const key of keys) expect(mergeKeys(scanner, key)).toMatchObject({ risk: final, rule });
  });

  it.each([Number.NaN, 1.01, 2, Number.POSITIVE_INFINITY, -1])("takes a confidence of %d for none", (confidence) => {
    expect(mergeKeys("safe", answered("safe", confidence))).toMatchObject({ risk: "caution", rule: 4 });
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
