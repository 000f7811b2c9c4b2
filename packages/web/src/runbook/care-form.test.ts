import { describe, expect, it } from "vitest";
import { emptyCare, findCareObstacles, toCareBody } from "./care-form.ts";

const guard = { id: 1, name: "api", command: "curl -fsS http://127.0.0.1/health", expect: "" };

describe("how careful a run is to be", () => {
  it("sends nothing of what nobody filled in", () => {
    const empty = { id: 2, name: " ", command: "", expect: "" };
    expect(toCareBody({ ...emptyCare, guards: [empty] })).toEqual({});
    expect(findCareObstacles({ ...emptyCare, guards: [empty] })).toEqual([]);
  });

  it("sends guards, the settling time in milliseconds, and retries", () => {
    const care = {
      guards: [guard, { ...guard, id: 2, name: " disk ", expect: "ok" }],
      settleSeconds: "1.5",
      retries: 2,
    };
    expect(toCareBody(care)).toEqual({
      guards: [
        { name: "api", command: guard.command },
        { name: "disk", command: guard.command, expect: "ok" },
      ],
      settleMs: 1500,
      retries: 2,
    });
  });

  it("says which guard lacks what, and that two have one name", () => {
    const guards = [guard, { ...guard, id: 2, name: "" }, { ...guard, id: 3, command: "" }, { ...guard, id: 4 }];
    expect(findCareObstacles({ ...emptyCare, guards }).map(({ field }) => field)).toEqual([
      "guard-2-name",
      "guard-3-command",
      "guard-3-name",
      "guard-4-name",
    ]);
  });

  it("takes no settling time that is no number of seconds, or longer than an hour", () => {
    for (const settleSeconds of ["10s", "-1", "3601", "1e3"]) {
      expect(findCareObstacles({ ...emptyCare, settleSeconds })).toMatchObject([{ field: "settle" }]);
    }
    expect(findCareObstacles({ ...emptyCare, settleSeconds: "3600" })).toEqual([]);
  });
});
