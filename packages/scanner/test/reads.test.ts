import { expect, it } from "vitest";
import { loadScanner } from "../src/index.ts";
import { readFixtures } from "./fixtures.ts";

const scanner = await loadScanner();

it("judges what on-call engineers look with safe", () => {
  const reads = readFixtures("reads.txt");
  expect(reads.length).toBeGreaterThan(300);
  const blocked = reads.filter(({ text, dialect }) => scanner.scan(text, dialect).risk !== "safe");
  expect(blocked).toEqual([]);
});
