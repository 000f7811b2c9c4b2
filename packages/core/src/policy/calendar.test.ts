import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWithin, type WeeklyTimes, weekdays } from "./calendar.ts";

const nights: WeeklyTimes = { days: ["tuesday"], from: "22:00", to: "04:00" };

describe("hours of a week", () => {
  it.each([
    ["2026-03-03T21:59:59Z", false],
    ["2026-03-03T22:00:00Z", true],
    ["2026-03-04T03:59:59Z", true],
    ["2026-03-04T04:00:00Z", false],
    ["2026-03-04T22:30:00Z", false],
    ["2026-03-03T01:00:00Z", false],
  ])("over midnight belong to the day on which they begin: %s %s", (at, expected) => {
    expect(isWithin(nights, new Date(at))).toBe(expected);
  });

  it.each([
    // Clocks go forward on 29 March and back on 25 October 2026.
    ["2026-03-24T21:30:00Z", "winter", true],
    ["2026-03-31T21:30:00Z", "summer", true],
    ["2026-03-31T20:30:00Z", "summer", true],
    ["2026-03-24T20:30:00Z", "winter", false],
  ])("go by the clock of their time zone: %s in %s is within: %s", (at, _season, expected) => {
    expect(isWithin({ ...nights, timeZone: "Europe/Berlin" }, new Date(at))).toBe(expected);
  });

  it("are whole days from 00:00 to 24:00", () => {
    const whole: WeeklyTimes = { days: weekdays, from: "00:00", to: "24:00", timeZone: "Asia/Kathmandu" };
    fc.assert(fc.property(anyTime, (at) => isWithin(whole, at) === true));
  });

  it.each([
    ["an hour that is none", { from: "25:00" }],
    ["minutes that are none", { to: "10:60" }],
    ["a time zone that is none", { timeZone: "Mars/Olympus" }],
    ["words", { from: "noon" }],
  ])("say nothing when they cannot be read: %s", (_what, broken) => {
    expect(isWithin({ ...nights, ...broken }, new Date("2026-03-03T22:00:00Z"))).toBeUndefined();
  });

  it("say nothing of a time that is none", () => {
    expect(isWithin(nights, new Date(Number.NaN))).toBeUndefined();
  });
});

const anyTime = fc.date({
  min: new Date("2020-01-01T00:00:00Z"),
  max: new Date("2040-01-01T00:00:00Z"),
  noInvalidDate: true,
});

it("takes dates with their first moment and without their last", () => {
  const dates = { from: "2026-12-20T00:00:00+01:00", to: "2026-12-21T00:00:00+01:00" };
  expect(isWithin(dates, new Date("2026-12-19T23:00:00Z"))).toBe(true);
  expect(isWithin(dates, new Date("2026-12-19T22:59:59Z"))).toBe(false);
  expect(isWithin(dates, new Date("2026-12-20T23:00:00Z"))).toBe(false);
  expect(isWithin({ ...dates, to: "later" }, new Date("2026-12-20T00:00:00Z"))).toBeUndefined();
});
