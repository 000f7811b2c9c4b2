import { describe, expect, it } from "vitest";
import { isStale, memberLook, standingLook, subjectLook } from "./subject-look.ts";

const states = ["up", "down", "leaving", "unknown"] as const;
const phases = ["holding", "suspected", "violated", "settling", "unknown"] as const;
const now = new Date("2026-11-22T05:01:00.000Z");
const seen = { at: now.toISOString(), outcome: "seen" } as const;
const invariant = (phase?: (typeof phases)[number]) => ({
  ...{ name: "web_down", title: "Every shop answers", severity: "critical" as const, graceMs: 0, settleMs: 5_000 },
  ...(phase && { phase }),
});

describe("a member", () => {
  it("is green only when it was seen to be up a short while ago", () => {
    expect(states.filter((state) => memberLook(state, false).tone === "good")).toEqual(["up"]);
    expect(states.filter((state) => memberLook(state, true).tone === "good")).toEqual([]);
    expect(memberLook(undefined, false)).toMatchObject({ isBlind: true, word: "Not looked at yet" });
  });

  it("is hatched when it could not be seen, or not for long", () => {
    expect(memberLook("unknown", false).isBlind).toBe(true);
    expect(memberLook("up", true)).toMatchObject({ isBlind: true, word: "Up when last seen" });
  });
});

describe("an invariant", () => {
  it("is never green while it cannot be seen", () => {
    for (const phase of phases) {
      for (const look of [
        standingLook({ invariant: "web_down", phase, verdict: "unknown" }, false),
        standingLook({ invariant: "web_down", phase, verdict: "holds" }, true),
      ]) {
        expect(look.isBlind).toBe(true);
        expect(look.tone === "good").toBe(false);
      }
    }
  });

  it("is blind, and not merely violated, where it says that something can be seen", () => {
    const observed = { invariant: "observed", phase: "violated", verdict: "violated" } as const;
    expect(standingLook(observed, false)).toMatchObject({ word: "Cannot be seen", isBlind: true });
    const subject = { lastLook: seen, invariants: [{ ...invariant("violated"), name: "observed" }] };
    expect(subjectLook(subject, false)).toMatchObject({ word: "Cannot be seen", isBlind: true });
  });

  it("holds where it was seen to hold", () => {
    expect(standingLook({ invariant: "web_down", phase: "holding", verdict: "holds" }, false)).toMatchObject({
      word: "Holds",
      tone: "good",
    });
  });
});

describe("a subject", () => {
  it("is green only when everything was seen to hold a short while ago", () => {
    expect(subjectLook({ lastLook: seen, invariants: [invariant("holding")] }, false).tone).toBe("good");
    const others = [
      subjectLook({ lastLook: seen, invariants: [invariant("holding")] }, true),
      subjectLook({ lastLook: { ...seen, outcome: "failed" }, invariants: [invariant("holding")] }, false),
      subjectLook({ lastLook: undefined, invariants: [invariant("holding")] }, false),
      subjectLook({ lastLook: seen, invariants: [invariant("holding"), invariant()] }, false),
    ];
    for (const look of others) expect(look).toMatchObject({ isBlind: true, tone: "plain" });
  });

  it("shows the worst of its invariants", () => {
    const look = (...of: (typeof phases)[number][]) =>
      subjectLook({ lastLook: seen, invariants: of.map(invariant) }, false);
    expect(look("holding", "settling", "unknown", "violated").word).toBe("Violated");
    expect(look("holding", "settling", "unknown").word).toBe("Cannot be seen");
    expect(look("holding", "settling").word).toBe("Settling");
  });
});

it("calls a look old after three turns and the time that a look may take, and none at all older still", () => {
  const ago = (ms: number) => ({ at: new Date(now.getTime() - ms).toISOString(), outcome: "seen" as const });
  const pace = { everyMs: 5_000, withinMs: 2_000 };
  expect(isStale({ lastLook: ago(17_000), ...pace }, now)).toBe(false);
  expect(isStale({ lastLook: ago(17_001), ...pace }, now)).toBe(true);
  expect(isStale({ lastLook: undefined, ...pace }, now)).toBe(true);
});
