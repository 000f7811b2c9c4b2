import { describe, expect, it } from "vitest";
import { saySecondKey } from "./say-second-key.ts";

const none = { isConfigured: false, explanation: "no second key", howToConfigure: "Describe a model in model.json" };
const working = {
  isConfigured: true,
  explanation: "second key: judge-1 at fake",
  howToConfigure: "",
  provider: "fake",
  model: "judge-1",
  budget: { day: "2026-11-21", tokens: 1200, tokensPerDay: 200_000, usd: 0.014, usdPerDay: 5 },
};

describe("saySecondKey", () => {
  it("says that every step waits when there is none, and what to do", () => {
    expect(saySecondKey(none)).toEqual({
      state: "none",
      line: "No second key: every step waits for you.",
      todo: "Describe a model in model.json",
    });
  });

  it("names provider and model, and what today has cost", () => {
    expect(saySecondKey(working)).toEqual({
      state: "working",
      line: "Second key: fake, judge-1. Today: 1,200 of 200,000 tokens, 0.01 of 5.00 USD.",
    });
  });

  it("says which limit is used up and when it begins anew", () => {
    const said = saySecondKey({ ...working, budget: { ...working.budget, usd: 5, isExhausted: "usd" } });
    expect(said).toMatchObject({ state: "exhausted", todo: expect.stringContaining("5.00 of 5.00 USD") });
    expect(said.todo).toContain("00:00 UTC");
  });
});
