import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayBounds, dayOf } from "./day-bounds.ts";

const hoursOf = (day: string, timeZone: string) => {
  const { from, to } = dayBounds(day, timeZone);
  return (to.getTime() - from.getTime()) / 3_600_000;
};
const zones = ["UTC", "Europe/Vienna", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago"];
const anyZone = fc.constantFrom(...zones);
const anyTime = fc.date({ min: new Date("2015-01-02"), max: new Date("2035-01-01"), noInvalidDate: true });

describe("a day somewhere", () => {
  it("is from midnight to midnight there", () => {
    expect(dayBounds("2026-11-20", "Asia/Kathmandu")).toMatchObject({
      from: new Date("2026-11-19T18:15:00.000Z"),
      to: new Date("2026-11-20T18:15:00.000Z"),
    });
  });

  it("has 23 hours where clocks go forward and 25 where they go back", () => {
    expect(hoursOf("2026-03-29", "Europe/Vienna")).toBe(23);
    expect(hoursOf("2026-10-25", "Europe/Vienna")).toBe(25);
    expect(hoursOf("2026-10-25", "UTC")).toBe(24);
  });

  it("begins at one o'clock where there is no midnight", () => {
    expect(dayBounds("2018-11-04", "America/Sao_Paulo").from).toEqual(new Date("2018-11-04T03:00:00.000Z"));
  });

  it("holds each of its moments, and the next day begins where it ends", () => {
    fc.assert(
      fc.property(anyTime, anyZone, (at, timeZone) => {
        const { day, from, to } = dayBounds(dayOf(at, timeZone), timeZone);
        expect(from <= at && at < to).toBe(true);
        expect(dayOf(from, timeZone)).toBe(day);
        expect(dayOf(new Date(from.getTime() - 1), timeZone) < day).toBe(true);
        expect(dayBounds(dayOf(to, timeZone), timeZone).from).toEqual(to);
      }),
    );
  });

  it.each(["2026-02-30", "2026-2-3", "yesterday", ""])("is refused where there is none: %s", (day) => {
    expect(() => dayBounds(day, "UTC")).toThrow(expect.objectContaining({ code: "record.no_such_day" }));
  });

  it("is refused where there is no such zone", () => {
    expect(() => dayBounds("2026-11-20", "Mars/Olympus")).toThrow(
      expect.objectContaining({ code: "record.unknown_time_zone" }),
    );
  });
});
