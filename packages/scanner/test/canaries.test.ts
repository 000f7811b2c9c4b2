import { expect, it } from "vitest";
import { loadScanner } from "../src/index.ts";
import { readFixtures } from "./fixtures.ts";

const scanner = await loadScanner();
const canaries = readFixtures("canaries.txt");

it("holds at least 400 destructive or escaping forms", () => {
  expect(canaries.length).toBeGreaterThanOrEqual(400);
});

it("never judges one of them safe", () => {
  const safe = canaries.filter(({ text, dialect }) => scanner.scan(text, dialect).risk === "safe");
  expect(safe).toEqual([]);
});

it("gives each of them a reason that names a rule and lies inside the text", () => {
  for (const { text, dialect } of canaries) {
    for (const { rule, range, why } of scanner.scan(text, dialect).evidence) {
      expect(rule, text).toMatch(/^[a-z]/);
      expect(why, text).not.toBe("");
      expect(range.start, text).toBeGreaterThanOrEqual(0);
      expect(range.end, text).toBeLessThanOrEqual(text.length);
      expect(range.start, text).toBeLessThanOrEqual(range.end);
    }
  }
});
