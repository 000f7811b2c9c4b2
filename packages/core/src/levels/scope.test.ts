import fc from "fast-check";
import { expect, it } from "vitest";
import { isScopeName, subjectOfTarget } from "./scope.ts";

it("takes small letters, digits, dots, dashes and underscores for a name", () => {
  for (const name of ["api", "db-3.eu_west", "0"]) expect(isScopeName(name)).toBe(true);
  for (const name of ["", "API", "-a", ".a", "a b", "a\n", "x".repeat(65)]) expect(isScopeName(name)).toBe(false);
});

it("makes a name of every target's name", () => {
  expect(subjectOfTarget("Rileys-MacBook.local")).toBe("rileys-macbook.local");
  fc.assert(fc.property(fc.string(), (name) => isScopeName(subjectOfTarget(name))));
});
