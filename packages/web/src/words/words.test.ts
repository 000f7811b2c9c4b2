import { describe, expect, it } from "vitest";
import {
  beyondTitle,
  countdown,
  sayBytes,
  sayCount,
  sayDistance,
  sayDuration,
  sayMoment,
  sayPercent,
  sayValue,
  sayWholeSeconds,
} from "./index.ts";

const now = new Date("2026-11-20T13:00:00Z");
const after = (ms: number) => new Date(now.getTime() + ms);

describe("durations", () => {
  it.each([
    [0, "0 ms"],
    [40, "40 ms"],
    [1200, "1.2 s"],
    [2000, "2 s"],
    [59_999, "59 s"],
    [200_000, "3 min 20 s"],
    [180_000, "3 min"],
    [7_500_000, "2 h 5 min"],
    [3 * 86_400_000 + 4 * 3_600_000, "3 d 4 h"],
    [-5, "0 ms"],
  ])("says %d ms as %s", (ms, words) => {
    expect(sayDuration(ms)).toBe(words);
  });

  it("never says more time is left than there is", () => {
    expect(sayWholeSeconds(59_999)).toBe("59 s");
    expect(sayWholeSeconds(1999)).toBe("1 s");
  });
});

describe("moments", () => {
  it("says how long ago and when exactly, with the zone", () => {
    expect(sayDistance(after(-12_000), now)).toBe("12 s ago");
    expect(sayDistance(after(200_000), now)).toBe("in 3 min 20 s");
    expect(sayDistance(after(300), now)).toBe("just now");
    expect(sayMoment(after(-12_000), now, "UTC")).toBe("12:59:48 UTC");
  });

  it("adds the date when it is not today", () => {
    expect(sayMoment(after(-86_400_000), now, "UTC")).toBe("2026-11-19 13:00:00 UTC");
  });
});

describe("a countdown", () => {
  it("says what is left and until when", () => {
    expect(countdown(after(200_000), now, "UTC")).toMatchObject({
      state: "open",
      left: "3 min 20 s left",
      until: "13:03:20 UTC",
    });
  });

  it("is soon in the last minute, and over at the very moment it expires", () => {
    expect(countdown(after(59_999), now).state).toBe("soon");
    expect(countdown(after(0), now)).toMatchObject({ state: "over", left: "expired 0 s ago" });
  });
});

describe("amounts", () => {
  it("have units", () => {
    expect([512, 1536, 20 * 1024 * 1024, 3 * 1024 ** 3].map(sayBytes)).toEqual(["512 B", "1.5 KiB", "20 MiB", "3 GiB"]);
    expect(sayCount(1, "step")).toBe("1 step");
    expect(sayCount(2000, "step")).toBe("2,000 steps");
  });
});

describe("probabilities", () => {
  it.each([
    [1, "100 %"],
    [0.9999, "over 99 %"],
    [0.934, "93 %"],
    [0.01, "1 %"],
    [0.0001, "under 1 %"],
    [0, "0 %"],
  ])("says %d as %s: what is not certain is never said to be", (probability, words) => {
    expect(sayPercent(probability)).toBe(words);
  });
});

describe("values", () => {
  it.each([
    [1234567.891234, "1,234,567.8912"],
    [true, "yes"],
    [false, "no"],
    ["", "(empty)"],
    ["leader", "leader"],
  ])("says %j as %s", (value, words) => {
    expect(sayValue(value)).toBe(words);
  });
});

it("drops a description that only repeats its title", () => {
  expect(beyondTitle({ title: "List the folder", description: "List the folder:" })).toBe("");
  expect(beyondTitle({ title: "List", description: "List the folder." })).toBe("List the folder.");
});
