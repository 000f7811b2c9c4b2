import { readFileSync } from "node:fs";
import { gateRules } from "@steadyhand/core/autonomy";
import { expect, it } from "vitest";

it("tells of every rule of the gate, in the order of the list", () => {
  const page = readFileSync(new URL("../docs/gate.md", import.meta.url), "utf8");
  const told = [...page.matchAll(/^\| ([a-z ]+) \|/gm)].map(([, name]) => name).filter((name) => name !== "rule");
  expect(told).toEqual(gateRules.map(({ name }) => name));
});
