import { expect, it } from "vitest";
import type { SecondKey } from "./merge-keys.ts";
import type { Classification, Evidence, Risk } from "./risk.ts";
import { suggestRollback } from "./suggest-rollback.ts";

const range = { start: 0, end: 1 };
const reads: Evidence = { rule: "program.ls", risk: "safe", range, why: "", effect: "reads" };
const stops: Evidence = {
  rule: "program.systemctl",
  risk: "dangerous",
  range,
  why: "",
  effect: "stops",
  undo: "start it",
};
const unlisted: Evidence = { rule: "program.other", risk: "unknown", range, why: "" };
const by = { provider: "any", requestedModel: "any", model: "any", promptVersion: "1" };
const model: SecondKey = { state: "answered", risk: "caution", confidence: 1, reason: "", rollback: "put it back", by };
const absent: SecondKey = { state: "absent", code: "timed_out", reason: "late" };
const said = (...evidence: Evidence[]): Classification => ({ risk: "dangerous", evidence });
const scan = (text: string): Risk => (text === "start it" ? "caution" : "unknown");

it("takes the tables' word before the model's, and judges it by the scanner", () => {
  expect(suggestRollback(said(reads, stops), model, scan)).toEqual({
    text: "start it",
    from: "scanner",
    risk: "caution",
  });
});

it("takes the model's word where the tables have none, judged by the scanner and not by the model", () => {
  expect(suggestRollback(said(unlisted), model, scan)).toEqual({ text: "put it back", from: "model", risk: "unknown" });
});

it.each([[[stops, stops]], [[stops, unlisted]], [[reads]], [[]]])("suggests nothing of its own for %j", (evidence) => {
  expect(suggestRollback(said(...evidence), absent, scan)).toBeUndefined();
});

it("takes an empty word of the model for none", () => {
  expect(suggestRollback(said(), { ...model, rollback: " " }, scan)).toBeUndefined();
});
