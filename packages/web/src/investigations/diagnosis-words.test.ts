import type { DiagnosisWire } from "@steadyhand/api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { causesOf } from "./causes-of.ts";
import { investigationLook, outcomeLook, remedyLook, turnLook } from "./investigation-look.ts";
import { nameReasoner } from "./name-reasoner.ts";
import { sayWeight } from "./say-weight.ts";

const cause = { name: "node_down", title: "A node is down", members: ["n2"], why: "it was ended" };
const outcomes = ["cause_found", "inconclusive", "wait", "recovered"] as const;

const diagnosis = (more: Partial<DiagnosisWire>): DiagnosisWire => ({
  by: { kind: "rules", version: 3 },
  at: "2026-11-22T05:00:00.000Z",
  outcome: "cause_found",
  summary: "A node is down (n2)",
  causes: [cause],
  confidence: 0.93,
  timeline: [],
  members: ["n2"],
  evidenceFor: [],
  evidenceAgainst: [],
  blind: [],
  alternatives: [],
  risks: [],
  suggestions: [],
  next: [],
  ...more,
});

describe("a cause", () => {
  it("stands as found with its confidence where the diagnosis found one", () => {
    expect(causesOf(diagnosis({}))).toEqual({ kind: "named", causes: [cause], confidence: 0.93 });
  });

  it("is never drawn as found by any other outcome, and no confidence stands without a cause", () => {
    const any = fc.record({
      outcome: fc.constantFrom(...outcomes),
      causes: fc.constantFrom<DiagnosisWire["causes"]>([], [cause]),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(any, (more) => {
        const drawn = causesOf(diagnosis(more));
        const isFound = drawn.kind === "named";
        expect(isFound).toBe(more.outcome === "cause_found" && more.causes.length > 0);
        expect("confidence" in drawn).toBe(more.causes.length > 0);
      }),
    );
  });
});

describe("looks", () => {
  it("are green only for what was seen to be well", () => {
    expect(outcomes.filter((outcome) => outcomeLook({ outcome }).tone === "good")).toEqual(["recovered"]);
    const ended = ["helped", "unchanged", "worse", "unknown", "declined", "failed"] as const;
    const looks = ended.map((result) => remedyLook({ phase: "ended", result }));
    expect(ended.filter((_, index) => looks[index]?.tone === "good")).toEqual(["helped"]);
    expect(ended.filter((_, index) => looks[index]?.isBlind)).toEqual(["unknown"]);
  });

  it("tell a call that is under way from one that nobody answered any more", () => {
    expect(turnLook({}, true)).toMatchObject({ word: "Being looked at" });
    expect(turnLook({}, false)).toMatchObject({ word: "Never answered", isBlind: true });
  });

  it("tell an investigation by what it came to", () => {
    expect(investigationLook({ phase: "concluded", diagnosis: { outcome: "wait" } }).word).toBe("Waits");
    expect(investigationLook({ phase: "looking" }).word).toBe("Looking");
  });
});

describe("words", () => {
  it("tell rules from a model by name", () => {
    expect(nameReasoner({ kind: "rules", version: 3 })).toEqual({ kind: "Rules", name: "version 3" });
    const model = { kind: "model", provider: "anthropic", model: "claude-sonnet" } as const;
    expect(nameReasoner(model)).toEqual({ kind: "Model", name: "claude-sonnet by anthropic" });
  });

  it.each([
    [8, "8 times as likely with it"],
    [1.25, "1.3 times as likely with it"],
    [0.05, "20 times less likely with it"],
    [1e9, "over 1,000 times as likely with it"],
    [0, "excludes it"],
    [undefined, undefined],
  ])("say a weight of %s as %s", (weight, words) => {
    expect(sayWeight(weight)).toBe(words);
  });
});
