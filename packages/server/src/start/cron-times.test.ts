import { describe, expect, it } from "vitest";
import { cronTimes } from "./cron-times.ts";

const cron = (expression: string, timeZone = "UTC") => ({ kind: "cron", expression, timeZone }) as const;
const next = (expression: string, after: string, timeZone?: string) =>
  cronTimes.nextAfter(cron(expression, timeZone), new Date(after))?.toISOString();

describe("a cron expression", () => {
  it("is read in its time zone, over a change of the clocks too", () => {
    expect(next("30 2 * * 1-5", "2026-03-06T12:00:00Z", "Europe/Vienna")).toBe("2026-03-09T01:30:00.000Z");
    expect(next("30 8 * * *", "2026-03-28T12:00:00Z", "Europe/Vienna")).toBe("2026-03-29T06:30:00.000Z");
  });

  it("comes after the time that is named, never at it", () => {
    expect(next("*/5 * * * *", "2026-03-01T10:05:00Z")).toBe("2026-03-01T10:10:00.000Z");
  });

  it.each(["", "x", "* * * *", "* * * * * *", "60 * * * *", "0 0 30 2"])("is refused as %j", (expression) => {
    expect(cronTimes.problemOf(cron(expression))).toContain("is no cron expression");
  });

  it("is refused in a time zone that there is not", () => {
    expect(cronTimes.problemOf(cron("* * * * *", "Mars/Olympus"))).toContain("no time zone");
    expect(cronTimes.problemOf(cron("* * * * *", "Asia/Tokyo"))).toBeUndefined();
  });

  it("that never comes has no next time", () => {
    expect(next("0 0 31 2 *", "2026-01-01T00:00:00Z")).toBeUndefined();
  });
});
