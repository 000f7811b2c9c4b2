import { expect, it } from "vitest";
import { sayGap } from "./say-gap.ts";

it("draws a gap only where nothing happened for ten minutes", () => {
  expect(sayGap("2026-11-20T13:00:00Z", "2026-11-20T13:09:59Z")).toBeUndefined();
  expect(sayGap("2026-11-20T15:05:00Z", "2026-11-20T13:00:00Z")).toBe("2 h 5 min without an event");
});
