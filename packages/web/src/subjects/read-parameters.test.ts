import type { ActionWire } from "@steadyhand/api";
import { expect, it } from "vitest";
import { readParameters, standardFields } from "./read-parameters.ts";

const declared: ActionWire["parameters"] = [
  { name: "member", type: "choice", isRequired: true, what: "which", choices: ["n1", "n2"] },
  { name: "limit", type: "number", isRequired: true, what: "how many" },
  { name: "force", type: "yes_no", isRequired: false, what: "whether", standard: false },
  { name: "note", type: "text", isRequired: false, what: "a note" },
  { name: "keys", type: "list", isRequired: false, what: "which keys", standard: ["a", "b"] },
];

it("gives each parameter its type, and leaves out what was left empty", () => {
  const fields = { ...standardFields(declared), member: "n2", limit: " 12.5 " };
  expect(readParameters(declared, fields)).toEqual({
    ok: true,
    parameters: { member: "n2", limit: 12.5, force: false, keys: ["a", "b"] },
  });
});

it("says all that is wrong at once, by the parameter's name", () => {
  expect(readParameters(declared, { member: "n9", limit: "many" })).toEqual({
    ok: false,
    problems: [
      { path: "member", message: "it must be one of n1, n2" },
      { path: "limit", message: "it must be a number" },
    ],
  });
  expect(readParameters(declared, {})).toMatchObject({ problems: [{ path: "member" }, { path: "limit" }] });
});

it("takes no text for a number that only looks like one", () => {
  for (const limit of ["0x10", "1e3", "Infinity", "12 "]) {
    expect(readParameters(declared, { member: "n1", limit }).ok).toBe(limit === "12 ");
  }
});
