import { expect, it } from "vitest";
import { sayUnknownType } from "./event-types.ts";

it("says nothing of a type that there is, or of a prefix that one begins with", () => {
  for (const type of [undefined, "step.approved", "ledger.read", "step.*", "tenant.*"]) {
    expect(sayUnknownType(type)).toBeUndefined();
  }
});

it("says what there is instead of a type that no event can have", () => {
  expect(sayUnknownType("step.aproved")).toMatch(/no type of event "step\.aproved"\. There are: .*step\.approved/);
  expect(sayUnknownType("step.")).toContain("step.approved");
  expect(sayUnknownType("*")).toMatch(/There are: execution\.\*, .*ledger\.\*/);
  expect(sayUnknownType("steps.*")).toContain("step.*");
});
