import { expect, it } from "vitest";
import type { Evidence } from "../risk/index.ts";
import { whatItDoes } from "./what-it-does.ts";

const range = { start: 0, end: 1 };
const of = (more: Partial<Evidence>): Evidence => ({ rule: "program.any", risk: "caution", range, why: "", ...more });
const reads = of({ risk: "safe", effect: "reads", isReversible: true });
const remark = of({ risk: "safe" });
const reveals = of({ effect: "reveals", isReversible: false });
const stops = of({ effect: "stops", reach: "one", isReversible: true });
const deletes = of({ effect: "deletes", reach: "many", isReversible: false });
const unlisted = of({ risk: "unknown" });

it.each([
  ["nothing known", [], { actionClasses: ["unknown"], blastRadius: "unknown", isIdempotent: false }],
  [
    "only reads",
    [reads, remark],
    { actionClasses: ["reads"], blastRadius: "one", isReversible: true, isIdempotent: true },
  ],
  ["reveals", [reads, reveals], { actionClasses: ["reveals", "reads"], isReversible: false, isIdempotent: true }],
  [
    "one change",
    [reads, stops],
    { actionClasses: ["stops", "reads"], blastRadius: "one", isReversible: true, isIdempotent: false },
  ],
  [
    "the worst of two",
    [stops, deletes],
    { actionClasses: ["deletes", "stops"], blastRadius: "many", isReversible: false },
  ],
  ["something that no table knows", [stops, unlisted], { actionClasses: ["unknown", "stops"], blastRadius: "unknown" }],
])("is told from the evidence: %s", (_what, evidence, expected) => {
  const does = whatItDoes(evidence);
  expect("isReversible" in does).toBe("isReversible" in expected);
  expect(does).toEqual(expect.objectContaining(expected));
});
