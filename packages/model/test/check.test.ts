import { loadScanner } from "@steadyhand/scanner";
import { afterEach, describe, expect, it } from "vitest";
import { type CheckCase, knownCases, withoutModel } from "../src/index.ts";
import { type Act, type FakeOptions, fakeAnthropic, verdict } from "./fake/index.ts";
import { ask, openTestModel, tenantId } from "./open-test-model.ts";

const opened: { close(): Promise<void> }[] = [];
const scanner = await loadScanner();
const cases = knownCases.map(
  ({ command, dialect }): CheckCase => ({ command, dialect, scanner: scanner.scan(command, dialect).risk }),
);

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function open(options: FakeOptions, more: Parameters<typeof openTestModel>[1] = {}) {
  const fake = await fakeAnthropic(options);
  const house = openTestModel(fake, more);
  opened.push(fake, house.model);
  return { fake, model: house.model };
}

describe("the known commands", () => {
  it("are of every risk, for the scanner", () => {
    expect(new Set(cases.map(({ scanner: risk }) => risk))).toEqual(
      new Set(["safe", "caution", "dangerous", "unknown"]),
    );
    expect(cases.length).toBeGreaterThanOrEqual(16);
  });
});

describe("a check of the model", () => {
  const price = { inputUsdPerMillionTokens: 3, outputUsdPerMillionTokens: 15 };

  it("says how it agrees with the scanner, how long it took and what it cost", async () => {
    const byCommand = new Map(cases.map(({ command, scanner: risk }) => [command, risk]));
    const { model } = await open(
      { judge: ({ command }) => ({ kind: "says", text: verdict(byCommand.get(command) ?? "unknown") }) },
      { settings: { price } },
    );
    const check = await model.check({ tenantId, cases });
    expect(check).toMatchObject({ answered: cases.length, agreed: cases.length, lower: 0, tokens: 190 * cases.length });
    expect(check.usd).toBeCloseTo((cases.length * (150 * 3 + 40 * 15)) / 1e6, 9);
    expect(check.latencyMs?.max).toBeGreaterThanOrEqual(check.latencyMs?.median ?? Number.NaN);
    expect(check.cases.map(({ command }) => command)).toEqual(cases.map(({ command }) => command));
  });

  it("counts the answers that are too trusting, and those that are stricter as agreeing", async () => {
    const trusting = await open({ judge: () => ({ kind: "says", text: verdict("safe", 1) }) });
    const check = await trusting.model.check({ tenantId, cases });
    const above = cases.filter(({ scanner: risk }) => risk !== "safe").length;
    expect(check).toMatchObject({ answered: cases.length, lower: above, agreed: cases.length - above });
    const strict = await open({ judge: () => ({ kind: "says", text: verdict("dangerous", 1) }) });
    expect(await strict.model.check({ tenantId, cases })).toMatchObject({ lower: 0, agreed: cases.length });
  });

  it("asks past what is kept, keeps nothing, and counts on the budget", async () => {
    const { fake, model } = await open({ judge: () => ({ kind: "says", text: verdict("caution") }) });
    await model.ask(ask("df -h"));
    await model.check({ tenantId, cases });
    await model.check({ tenantId, cases });
    expect(fake.requests).toHaveLength(1 + 2 * cases.length);
    expect(model.known(ask("systemctl restart nginx"))).toBeUndefined();
    const poor = await open({}, { budget: { tokensPerDay: 0 } });
    const check = await poor.model.check({ tenantId, cases });
    expect(check).toMatchObject({ answered: 0, agreed: 0, lower: 0, tokens: 0 });
    expect(check.cases[0]?.answer).toMatchObject({ code: "budget" });
    expect(poor.fake.requests).toHaveLength(0);
  });
});

describe("a check of the model that investigates", () => {
  const task = { investigation: { price: { inputUsdPerMillionTokens: 3, outputUsdPerMillionTokens: 15 } } };
  const one = cases.slice(0, 1);
  const tried = async (act: Act) => {
    const says: Act = { kind: "says", text: verdict("caution") };
    const { model } = await open({ judge: ({ tools }) => (tools.length > 0 ? act : says) }, task);
    const { answered, tokens, investigation } = await model.check({ tenantId, cases: one });
    expect({ answered, tokens }).toEqual({ answered: 1, tokens: 190 });
    return investigation;
  };

  it("says whether it calls a tool when it is to, and what that cost", async () => {
    const check = await tried({ kind: "calls_tool", name: "observe", input: { why: "to try" } });
    expect(check).toMatchObject({ provider: "fake", answer: { state: "called" }, tokens: 190 });
    expect(check?.usd).toBeCloseTo((150 * 3 + 40 * 15) / 1e6, 9);
  });

  it.each([
    ["only talks", { kind: "says", text: "observe()" }, "no_call"],
    ["calls something else", { kind: "calls_tool", name: "shell", input: {} }, "unusable_call"],
    ["has no tools", { kind: "fails", status: 400 }, "rejected"],
  ] as const)("says why not of one that %s", async (_, act, code) => {
    expect(await tried(act)).toMatchObject({ answer: { state: "absent", code } });
  });

  it("is left out where none is configured", async () => {
    const { model } = await open({ judge: () => ({ kind: "says", text: verdict("caution") }) });
    expect(await model.check({ tenantId, cases: one })).not.toHaveProperty("investigation");
  });
});

describe("without a model", () => {
  it("everything is absent and says so, and there is nothing to check", async () => {
    const model = withoutModel();
    expect(await model.ask(ask("ls"))).toMatchObject({ state: "absent", code: "not_configured" });
    expect(model.known(ask("ls"))).toMatchObject({ code: "not_configured" });
    expect(await model.describe(tenantId)).toEqual({ isConfigured: false, tasks: [], warnings: [] });
    await expect(model.check({ tenantId, cases })).rejects.toMatchObject({
      code: "model.not_configured",
      hint: /model\.json/,
    });
    await model.close();
  });
});
