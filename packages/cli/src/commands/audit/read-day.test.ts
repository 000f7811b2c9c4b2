import { expect, it } from "vitest";
import { readDay } from "./read-day.ts";

const now = new Date("2026-11-21T23:30:00Z");

it.each([
  ["today", undefined, "2026-11-21"],
  ["Yesterday", undefined, "2026-11-20"],
  ["today", "Europe/Vienna", "2026-11-22"],
  ["yesterday", "Europe/Vienna", "2026-11-21"],
  ["yesterday", "America/Los_Angeles", "2026-11-20"],
  ["today", "Mars/Base", "2026-11-21"],
  ["2026-02-30", undefined, "2026-02-30"],
])("%s in %s is %s", (text, zone, day) => {
  expect(readDay(text, zone, now)).toBe(day);
});

it.each(["tomorrow", "2h", "", "20.11.2026"])("%j is no day", (text) => {
  expect(() => readDay(text, undefined, now)).toThrow(expect.objectContaining({ code: "usage.day" }));
});
