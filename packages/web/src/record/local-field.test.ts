import { expect, it } from "vitest";
import { fromLocalField, localZone, toLocalField } from "./local-field.ts";

it("turns a moment into what a field of date and time holds, and back", () => {
  for (const at of ["2026-11-20T03:00:00.000Z", "2026-03-29T00:59:07.000Z", "2026-12-31T23:59:00.000Z"]) {
    expect(fromLocalField(toLocalField(at))).toBe(at);
  }
  expect(toLocalField("2026-11-20T03:00:00.000Z")).toMatch(/^2026-11-\d\dT\d\d:\d\d$/);
});

it("takes a field that is empty, or no moment, for none", () => {
  expect(fromLocalField("")).toBeUndefined();
  expect(fromLocalField("2026-13-01T00:00")).toBeUndefined();
  expect(toLocalField("tomorrow")).toBe("");
});

it("names the zone that its fields are read in", () => {
  expect(localZone(new Date("2026-11-20T03:00:00Z"))).not.toBe("");
});
