import type { RunbookVariableWire } from "@steadyhand/api";
import { describe, expect, it } from "vitest";
import { emptyForm, findObstacles, isByHand, levelChoices, toStartBody } from "./start-form.ts";

const variable = (name: string, more: Partial<RunbookVariableWire> = {}): RunbookVariableWire => ({
  name,
  type: "text",
  uses: [],
  ...more,
});
const ready = { ...emptyForm, environment: "development" } as const;

describe("the start form", () => {
  it("names everything that is missing at once", () => {
    expect(findObstacles(emptyForm, [variable("pod"), variable("ns")]).map(({ says }) => says)).toEqual([
      "pod has no value",
      "ns has no value",
      "No environment is chosen",
    ]);
  });

  it("does not ask for what the page sets itself, or for what has a value in the text", () => {
    expect(findObstacles(ready, [variable("ip", { setBy: "stp_1" }), variable("port", { default: "80" })])).toEqual([]);
  });

  it("refuses a value with a character that cannot be seen", () => {
    const form = { ...ready, values: { pod: "web\u200b-1" } };
    expect(findObstacles(form, [variable("pod")])).toMatchObject([{ field: "variable-pod" }]);
  });

  it("sends how careful the run is to be, and refuses what cannot be understood of it", () => {
    const care = { guards: [], settleSeconds: "10", retries: 1 };
    expect(toStartBody({ ...ready, care }, { id: "rbk_1", version: 1 }, "key-12345")).toMatchObject({
      settleMs: 10_000,
      retries: 1,
    });
    expect(findObstacles({ ...ready, care: { ...care, settleSeconds: "soon" } }, [])).toMatchObject([
      { field: "settle" },
    ]);
  });

  it("sends no empty value, so that what the text itself gives holds", () => {
    const body = toStartBody(
      { ...ready, values: { port: "", pod: "web-1" } },
      { id: "rbk_1", version: 2 },
      "key-12345",
    );
    expect(body).toEqual({
      runbookId: "rbk_1",
      version: 2,
      environment: "development",
      mode: "run",
      values: { pod: "web-1" },
      idempotencyKey: "key-12345",
    });
  });
});

it("offers no level above the environment's ceiling, and says why", () => {
  const choices = levelChoices({ name: "production", standard: 1, ceiling: 2 });
  expect(choices.filter(({ refusedBecause }) => refusedBecause === undefined).map(({ level }) => level)).toEqual([
    1, 2,
  ]);
  expect(choices[4]?.refusedBecause).toBe("production never goes above L2");
});

it("says that nothing runs where the level allows nothing to", () => {
  const environments = [{ name: "production", standard: 1, ceiling: 2 } as const];
  const form = { ...emptyForm, environment: "production" } as const;
  expect(isByHand(form, environments)).toBe(true);
  expect(isByHand({ ...form, level: 2 }, environments)).toBe(false);
  expect(isByHand({ ...form, level: 2, mode: "instructions" }, environments)).toBe(true);
});
