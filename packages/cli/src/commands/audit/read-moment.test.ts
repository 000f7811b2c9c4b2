import { describe, expect, it } from "vitest";
import { readMoment, readStretch } from "./read-moment.ts";

const now = new Date("2026-11-21T14:30:15.250Z");
const read = (text: string) => readMoment("--since", text, now);

describe("a moment as people say it", () => {
  it.each([
    ["30m", "2026-11-21T14:00:15.250Z"],
    ["2h", "2026-11-21T12:30:15.250Z"],
    ["3d", "2026-11-18T14:30:15.250Z"],
    ["1w", "2026-11-14T14:30:15.250Z"],
    ["2H", "2026-11-21T12:30:15.250Z"],
    ["today", "2026-11-21T00:00:00.000Z"],
    ["Yesterday", "2026-11-20T00:00:00.000Z"],
    ["2026-11-20", "2026-11-20T00:00:00.000Z"],
    ["2026-11-20T03:00Z", "2026-11-20T03:00:00.000Z"],
    ["2026-11-20t03:00:05.5z", "2026-11-20T03:00:05.500Z"],
    ["2026-11-20T03:00:00+01:00", "2026-11-20T02:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ])("%s is %s", (text, moment) => {
    expect(read(text)).toBe(moment);
  });

  it.each([
    ["2026-11-20T03:00", "it has no zone"],
    ["2026-02-30", "there is no such day"],
    ["2026-11-20T25:00Z", "there is no such day or time"],
    ["2026-11-31T01:00Z", "there is no such day or time"],
    ["2y", "no length of time that we know"],
    ["1.5h", "no length of time that we know"],
    ["123456h", "no length of time that we know"],
    ["-2h", "neither a length of time nor a moment"],
    ["tomorrow", "neither a length of time nor a moment"],
    ["", "neither a length of time nor a moment"],
  ])("%j is none: %s", (text, why) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: "usage.moment", message: expect.stringContaining(why) }),
    );
  });
});

describe("a stretch of time", () => {
  it("has the ends that were given", () => {
    expect(readStretch({ since: undefined, until: undefined }, now)).toEqual({});
    expect(readStretch({ since: "yesterday", until: "today" }, now)).toEqual({
      since: "2026-11-20T00:00:00.000Z",
      until: "2026-11-21T00:00:00.000Z",
    });
  });

  it("is refused when nothing can lie in it", () => {
    for (const [since, until] of [
      ["today", "yesterday"],
      ["2h", "2h"],
    ]) {
      expect(() => readStretch({ since, until }, now)).toThrow(expect.objectContaining({ code: "usage.moment" }));
    }
  });
});
