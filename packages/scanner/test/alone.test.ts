import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { isKnownProgram, scannerVersion } from "../src/index.ts";
import { families } from "../src/programs/families.ts";

const root = fileURLToPath(new URL("../src", import.meta.url));

it("uses no other part of the project when it runs", () => {
  for (const file of globSync("**/*.ts", { cwd: root })) {
    for (const line of readFileSync(`${root}/${file}`, "utf8").split("\n")) {
      if (/from "@steadyhand\//.test(line)) expect(line, file).toMatch(/^(?:import|export) type /);
    }
  }
});

it("knows the programs of its tables and those it reads by itself, and no others", () => {
  for (const family of Object.values(families))
    for (const name of Object.keys(family)) expect(isKnownProgram(name)).toBe(true);
  for (const name of ["find", "sed", "psql", "python3", "vim"]) expect(isKnownProgram(name)).toBe(true);
  for (const name of ["The", "error", "constructor", "toString", "__proto__", ""])
    expect(isKnownProgram(name)).toBe(false);
});

it("names its rules and tables", () => {
  expect(scannerVersion).toMatch(/^\d+\.[0-9a-f]{12}$/);
});
