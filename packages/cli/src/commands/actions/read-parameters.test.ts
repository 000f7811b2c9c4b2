import type { ActionWire } from "@steadyhand/api";
import { expect, it } from "vitest";
import { readParameters } from "./read-parameters.ts";

const parameter = (name: string, type: ActionWire["parameters"][number]["type"], choices?: string[]) => ({
  ...{ name, type, isRequired: true, what: "" },
  ...(choices && { choices }),
});
const action = {
  name: "orders.set_limit",
  parameters: [
    parameter("to", "number"),
    parameter("force", "yes_no"),
    parameter("member", "choice", ["one", "two"]),
    parameter("tags", "list"),
    parameter("note", "text"),
  ],
};
const read = (...pairs: string[]) => readParameters(action, pairs);

it("reads each value as what the action says that it is", () => {
  expect(read("to=-1.5", "force=no", "member=two", "tags=a, b", "note=10")).toEqual({
    ...{ to: -1.5, force: false, member: "two", tags: ["a", "b"], note: "10" },
  });
});

it("refuses what is none of its kind, and says what would be", () => {
  for (const pair of ["to=", "to=NaN", "to=Infinity", "to=1O", "force=maybe", "member=three"])
    expect(() => read(pair)).toThrow(expect.objectContaining({ code: "usage.parameter" }));
  expect(() => read("speed=1")).toThrow(/has no parameter speed/);
  expect(() => read("to")).toThrow(/Cannot read --with to/);
});
