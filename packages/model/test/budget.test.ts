import { afterEach, describe, expect, it } from "vitest";
import { groupedUsage } from "../src/call/grouped-usage.ts";
import { memoryAnswers, memoryUsage } from "../src/index.ts";
import { type FakeOptions, type FakeProvider, fakeAnthropic, fakeOpenAi, verdict } from "./fake/index.ts";
import { ask, openTestModel, tenantId } from "./open-test-model.ts";
import { describeAnswerStore, describeUsageStore } from "./suites/index.ts";

describeUsageStore("memory", async () => ({ store: memoryUsage(), tenants: ["ten_one", "ten_two"] }));
describeUsageStore("memory, grouped", async () => ({
  store: groupedUsage(memoryUsage()),
  tenants: ["ten_one", "ten_two"],
}));
describeAnswerStore("memory", async () => ({ store: memoryAnswers(), tenants: ["ten_one", "ten_two"] }));

const opened: { close(): Promise<void> }[] = [];
const today = () => new Date().toISOString().slice(0, 10);
const price = { inputUsdPerMillionTokens: 3, outputUsdPerMillionTokens: 15 };

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function open(more: Parameters<typeof openTestModel>[1] = {}, options: FakeOptions = {}) {
  const fakeOf = more?.kind === "openai-compatible" ? fakeOpenAi : fakeAnthropic;
  const fake: FakeProvider = await fakeOf({ judge: () => ({ kind: "says", text: verdict("caution") }), ...options });
  const usage = memoryUsage();
  const house = openTestModel(fake, { usage, ...more });
  opened.push(fake, house.model);
  return { fake, usage, ...house };
}

/** The most that one question of these tests can use, told by the first reservation. */
async function worstCase(): Promise<number> {
  const { fake, usage, model } = await open();
  fake.script({ kind: "hangs" });
  void model.ask(ask("touch 100"));
  await fake.arrived(1);
  return (await usage.get({ tenantId, day: today() })).tokens;
}

describe("the budget of a day", () => {
  it("counts what the provider says was used: cached input and reasoning too", async () => {
    const { usage, model } = await open({ settings: { price } });
    await model.ask(ask("ls"));
    await model.close();
    // 100 + 20 + 30 in, 40 out
    expect(await usage.get({ tenantId, day: today() })).toEqual({ tokens: 190, microUsd: 150 * 3 + 40 * 15 });
    const other = await open({ kind: "openai-compatible", settings: { price } });
    await other.model.ask(ask("ls"));
    await other.model.close();
    expect(await other.usage.get({ tenantId, day: today() })).toEqual({ tokens: 190, microUsd: 150 * 3 + 40 * 15 });
  });

  it("is never exceeded, not even for a moment, when a hundred ask at once", async () => {
    const one = await worstCase();
    const { fake, usage, model } = await open(
      { budget: { tokensPerDay: one * 10 + 9 }, settings: { concurrency: 200, timeoutMs: 20_000 } },
      { delayMs: 200 },
    );
    const asking = Promise.all(Array.from({ length: 100 }, (_, i) => model.ask(ask(`touch ${100 + i}`))));
    await fake.arrived(10);
    expect((await usage.get({ tenantId, day: today() })).tokens).toBeLessThanOrEqual(one * 10 + 9);
    const answers = await asking;
    expect(answers.filter(({ state }) => state === "answered")).toHaveLength(10);
    const refused = answers.filter((answer) => answer.state === "absent");
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(["budget"]));
    expect(refused[0]?.reason).toMatch(
      /budget of \d+ tokens would be exceeded; it starts afresh at \d{4}-\d\d-\d\dT00:00:00\.000Z/,
    );
    expect(fake.requests).toHaveLength(10);
  });

  it("bounds money as well as tokens", async () => {
    const { fake, model } = await open({ budget: { usdPerDay: 0.001 }, settings: { price } });
    const answer = await model.ask(ask("ls"));
    expect(answer).toMatchObject({ state: "absent", code: "budget" });
    expect(answer.reason).toContain("0.001 US dollars");
    expect(fake.requests).toHaveLength(0);
    expect(await model.describe(tenantId)).toMatchObject({ budget: { isExhausted: "usd", usdPerDay: 0.001 } });
  });

  it("starts afresh at midnight, UTC", async () => {
    let now = Date.parse("2026-11-21T23:59:59.000Z");
    const one = await worstCase();
    const { model } = await open({
      budget: { tokensPerDay: one + 10 },
      clock: { now: () => new Date(now), at: () => () => {} },
    });
    expect(await model.ask(ask("touch 100"))).toMatchObject({ state: "answered" });
    expect(await model.ask(ask("touch 101"))).toMatchObject({ state: "absent", code: "budget" });
    expect(await model.describe(tenantId)).toMatchObject({
      budget: { day: "2026-11-21", tokens: 190, isExhausted: "tokens", resetsAt: new Date("2026-11-22T00:00:00Z") },
    });
    now += 1000;
    expect(await model.ask(ask("touch 101"))).toMatchObject({ state: "answered" });
  });

  it("is each tenant's own", async () => {
    const one = await worstCase();
    const { model } = await open({ budget: { tokensPerDay: one + 10 } });
    expect(await model.ask(ask("touch 100"))).toMatchObject({ state: "answered" });
    expect(await model.ask(ask("touch 101"))).toMatchObject({ code: "budget" });
    expect(await model.ask({ ...ask("touch 101"), tenantId: "ten_two" })).toMatchObject({ state: "answered" });
  });

  it("keeps the worst case counted when nobody can say what was used", async () => {
    const one = await worstCase();
    const { fake, usage, model } = await open({ settings: { timeoutMs: 100 } });
    fake.script({ kind: "hangs" });
    expect(await model.ask(ask("touch 100"))).toMatchObject({ code: "timed_out" });
    await model.close();
    expect((await usage.get({ tenantId, day: today() })).tokens).toBe(one);
  });

  it("counts nothing for what a provider turned away, and every try that it took", async () => {
    const { fake, usage, model } = await open();
    fake.script(
      { kind: "fails", status: 529, headers: { "retry-after-ms": "1" } },
      { kind: "fails", status: 529, headers: { "retry-after-ms": "1" } },
    );
    expect(await model.ask(ask("ls"))).toMatchObject({ state: "answered" });
    await model.close();
    expect((await usage.get({ tenantId, day: today() })).tokens).toBe(190);
  });

  it("asks nothing while it cannot be read", async () => {
    const { fake, model, logged } = await open({
      usage: { ...memoryUsage(), reserve: () => Promise.reject(new Error("the database is down")) },
    });
    expect(await model.ask(ask("ls"))).toMatchObject({ state: "absent", code: "failed" });
    expect(fake.requests).toHaveLength(0);
    expect(logged()).toContain("the database is down");
  });

  it("is late rather than waiting for ever when it hangs", async () => {
    const { fake, model } = await open({
      settings: { timeoutMs: 100 },
      usage: { ...memoryUsage(), reserve: () => new Promise(() => {}) },
    });
    expect(await model.ask(ask("ls"))).toMatchObject({ state: "absent", code: "timed_out" });
    expect(fake.requests).toHaveLength(0);
  });

  it("gives back a reservation that came too late to be used, and its place in the queue", async () => {
    const usage = memoryUsage();
    const late = Promise.withResolvers<void>();
    let isLate = true;
    const { fake, model } = await open({
      settings: { timeoutMs: 100, concurrency: 1 },
      usage: {
        ...usage,
        async reserve(request) {
          if (isLate) await late.promise;
          return usage.reserve(request);
        },
      },
    });
    expect(await model.ask(ask("ls"))).toMatchObject({ code: "timed_out" });
    isLate = false;
    late.resolve();
    expect(await model.ask(ask("df"))).toMatchObject({ state: "answered" });
    await model.close();
    expect(fake.requests).toHaveLength(1);
    expect((await usage.get({ tenantId, day: today() })).tokens).toBe(190);
  });

  it("is written a few times, not twice for each of many questions at once", async () => {
    const usage = memoryUsage();
    let writes = 0;
    const counted = <Result>(write: Promise<Result>): Promise<Result> => {
      writes++;
      return write;
    };
    const { model } = await open({
      usage: {
        get: usage.get,
        reserve: (request) => counted(usage.reserve(request)),
        settle: (request) => counted(usage.settle(request)),
      },
    });
    await Promise.all(Array.from({ length: 30 }, (_, i) => model.ask(ask(`touch ${i}`))));
    await model.close();
    expect(await usage.get({ tenantId, day: today() })).toEqual({ tokens: 30 * 190, microUsd: 0 });
    expect(writes).toBeLessThan(45);
  });

  it("lets the store's failure reach everybody who waits for the same write, and goes on afterwards", async () => {
    const usage = memoryUsage();
    let isDown = true;
    const store = groupedUsage({
      ...usage,
      reserve: (request) => (isDown ? Promise.reject(new Error("down")) : usage.reserve(request)),
    });
    const amount = { tokens: 1, microUsd: 0 };
    const day = { tenantId, day: today(), amount, limits: { tokens: 9, microUsd: 9 } } as const;
    const both = await Promise.allSettled([store.reserve(day), store.reserve(day), store.reserve(day)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    isDown = false;
    expect(await store.reserve(day)).toEqual({ ok: true });
  });
});
