import { describe, expect, it } from "vitest";
import { after, answer, investigation, start, tell } from "./investigation.fixture.ts";
import type { ToolCall } from "./investigation.ts";
import { isRepeat, limitReached } from "./limits.ts";

const search = (query: string, why = "to find"): ToolCall => ({ tool: "search_runbooks", arguments: { query }, why });
const asked = (calls: readonly ToolCall[]) =>
  tell(
    investigation(),
    calls.flatMap((call, index) => [
      { type: "ask", call } as const,
      { type: "answer", number: index + 1, answer } as const,
    ]),
  );

describe("what an investigation may use", () => {
  it("is turns, time, tokens and money", () => {
    const known = investigation();
    const { budget } = known;
    expect(limitReached(known, start)).toBeUndefined();
    expect(limitReached({ ...known, budget: { ...budget, turns: 0 } }, start)).toBe("turns");
    expect(limitReached(known, after(budget.wallMs / 1000))).toBe("time");
    expect(limitReached({ ...known, used: { tokens: budget.tokens, microUsd: 0 } }, start)).toBe("tokens");
    expect(limitReached({ ...known, used: { tokens: 0, microUsd: budget.microUsd } }, start)).toBe("money");
  });

  it("ends with the third call that was made before, whatever reasons are given for it", () => {
    const calls = ["a", "b", "c", "d"].map((why) => search("redis", why));
    expect(limitReached(asked(calls.slice(0, 3)), start)).toBeUndefined();
    expect(limitReached(asked(calls), start)).toBe("repeated_calls");
    expect(limitReached(asked(["a", "b", "c", "d"].map((query) => search(query))), start)).toBeUndefined();
  });

  it("lets a system be looked at again, because it changes, and a search be made once", () => {
    const observe: ToolCall = { tool: "observe", arguments: {}, why: "to see" };
    expect(isRepeat(Array<ToolCall>(5).fill(observe), observe)).toBe(false);
    expect(isRepeat(Array<ToolCall>(6).fill(observe), observe)).toBe(true);
    expect(isRepeat([search("redis")], search("redis", "for another reason"))).toBe(true);
  });
});
