import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { type Act, type FakeOptions, type FakeProvider, fakeAnthropic, fakeOpenAi, verdict } from "./fake/index.ts";
import { ask, openTestModel, model as requestedModel, type TestModel, testKey } from "./open-test-model.ts";

const vendors = [
  { name: "Anthropic", kind: "anthropic", open: fakeAnthropic, stream: false },
  { name: "Anthropic as a stream", kind: "anthropic", open: fakeAnthropic, stream: true },
  { name: "OpenAI", kind: "openai-compatible", open: fakeOpenAi, stream: false },
  { name: "OpenAI as a stream", kind: "openai-compatible", open: fakeOpenAi, stream: true },
] as const;

const opened: { readonly fake: FakeProvider; readonly house: TestModel }[] = [];

afterEach(async () => {
  for (const { fake, house } of opened.splice(0)) {
    await house.model.close();
    await house.model.close();
    await fake.close();
  }
});

async function open(
  vendor: (typeof vendors)[number],
  more: Parameters<typeof openTestModel>[1] = {},
  options: FakeOptions = {},
) {
  const fake = await vendor.open({ apiKey: testKey, ...options });
  const { settings, ...rest } = more;
  const house = openTestModel(fake, { kind: vendor.kind, settings: { stream: vendor.stream, ...settings }, ...rest });
  opened.push({ fake, house });
  return { fake, house, ask: (text = "kubectl get pods") => house.model.ask(ask(text)) };
}

const html = { "content-type": "text/html" };

/** What a provider does, and what the second key then says. */
const table: readonly {
  readonly does: string;
  readonly acts: readonly Act[];
  readonly code: string;
  readonly requests: number;
}[] = [
  { does: "refuses", acts: [{ kind: "refuses" }], code: "refused", requests: 1 },
  { does: "withholds the answer by a filter", acts: [{ kind: "filters" }], code: "refused", requests: 1 },
  {
    does: "is cut by the output limit inside the JSON",
    acts: [{ kind: "truncates", text: '{"risk":"sa' }],
    code: "truncated",
    requests: 1,
  },
  {
    does: "is cut by the output limit behind whole JSON",
    acts: [{ kind: "truncates", text: verdict("safe", 1) }],
    code: "truncated",
    requests: 1,
  },
  {
    does: "calls a tool",
    acts: [{ kind: "calls_tool", name: "approve", input: { all: true } }],
    code: "tool_call",
    requests: 1,
  },
  { does: "says nothing", acts: [{ kind: "says", text: " \n" }], code: "empty", requests: 1 },
  {
    does: "says two things",
    acts: [{ kind: "says_several", texts: [verdict("safe", 1), verdict("dangerous")] }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "says two JSON objects in one text",
    acts: [{ kind: "says", text: verdict("safe", 1) + verdict("dangerous") }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "puts words before its JSON",
    acts: [{ kind: "says", text: `Sure! ${verdict("safe", 1)}` }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "puts its JSON into a fence",
    acts: [{ kind: "says", text: `\`\`\`json\n${verdict("safe", 1)}\n\`\`\`` }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "adds a member",
    acts: [{ kind: "says", text: '{"risk":"safe","confidence":1,"reason":"","rollback":null,"approve":true}' }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "names a member twice",
    acts: [
      { kind: "says", text: '{"risk":"dangerous","confidence":1,"reason":"","rollback":null,"r\\u0069sk":"safe"}' },
    ],
    code: "malformed",
    requests: 1,
  },
  {
    does: "leaves a member out",
    acts: [{ kind: "says", text: '{"risk":"safe","confidence":1,"reason":""}' }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "is surer than one can be",
    acts: [{ kind: "says", text: verdict("safe", 1.01) }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "is less sure than nothing",
    acts: [{ kind: "says", text: verdict("safe", -0.1) }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "writes its confidence as a text",
    acts: [{ kind: "says", text: '{"risk":"safe","confidence":"1","reason":"","rollback":null}' }],
    code: "malformed",
    requests: 1,
  },
  { does: "makes up a risk", acts: [{ kind: "says", text: verdict("harmless", 1) }], code: "malformed", requests: 1 },
  {
    does: "answers with a list",
    acts: [{ kind: "says", text: `[${verdict("safe", 1)}]` }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "asks to come back in 30 s",
    acts: [{ kind: "fails", status: 429, headers: { "retry-after": "30" } }],
    code: "rate_limited",
    requests: 1,
  },
  {
    does: "asks to come back on a later date",
    acts: [{ kind: "fails", status: 429, headers: { "retry-after": "Fri, 01 Jan 2100 00:00:00 GMT" } }],
    code: "rate_limited",
    requests: 1,
  },
  {
    does: "says not to come back",
    acts: [{ kind: "fails", status: 500, headers: { "x-should-retry": "false" } }],
    code: "failed",
    requests: 1,
  },
  { does: "does not accept the request", acts: [{ kind: "fails", status: 400 }], code: "rejected", requests: 1 },
  { does: "does not know the key", acts: [{ kind: "fails", status: 401 }], code: "rejected", requests: 1 },
  { does: "does not allow the model", acts: [{ kind: "fails", status: 403 }], code: "rejected", requests: 1 },
  { does: "does not have the model", acts: [{ kind: "fails", status: 404 }], code: "rejected", requests: 1 },
  {
    does: "sends us elsewhere",
    acts: [{ kind: "sends", status: 307, headers: { location: "http://127.0.0.1:1/" }, body: "" }],
    code: "redirected",
    requests: 1,
  },
  {
    does: "is a proxy with a page of its own",
    acts: [{ kind: "sends", status: 200, headers: html, body: "<html>Sign in</html>" }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "is a proxy with an error page",
    acts: [
      { kind: "sends", status: 502, headers: { ...html, "x-should-retry": "false" }, body: "<html>Bad gateway</html>" },
    ],
    code: "failed",
    requests: 1,
  },
  {
    does: "says JSON and sends none",
    acts: [{ kind: "sends", status: 200, headers: { "content-type": "application/json" }, body: '{"a":' }],
    code: "malformed",
    requests: 1,
  },
  {
    does: "sends JSON of another kind",
    acts: [
      {
        kind: "sends",
        status: 200,
        headers: { "content-type": "application/json" },
        body: '{"type":"other","choices":3}',
      },
    ],
    code: "malformed",
    requests: 1,
  },
  {
    does: "sends broken gzip",
    acts: [
      {
        kind: "sends",
        status: 200,
        headers: { "content-type": "application/json", "content-encoding": "gzip" },
        body: "no",
      },
    ],
    code: "malformed",
    requests: 1,
  },
  {
    does: "sends a compression that nobody asked for",
    acts: [
      {
        kind: "sends",
        status: 200,
        headers: { "content-type": "application/json", "content-encoding": "zstd" },
        body: "no",
      },
    ],
    code: "malformed",
    requests: 1,
  },
  {
    does: "sends little that unpacks to much",
    acts: [
      {
        kind: "sends",
        status: 200,
        headers: { "content-type": "application/json", "content-encoding": "gzip" },
        body: gzipSync(Buffer.alloc(8 << 20)),
      },
    ],
    code: "too_large",
    requests: 1,
  },
  { does: "sends without an end", acts: [{ kind: "floods" }], code: "too_large", requests: 1 },
  {
    does: "cuts the connection in the answer",
    acts: [{ kind: "cuts", text: verdict("safe", 1) }],
    code: "cut_off",
    requests: 1,
  },
];

describe.each(vendors)("$name: the second key is absent, and says why, when the provider", (vendor) => {
  it.each(table)("$does", async ({ acts, code, requests }) => {
    const { fake, house, ask } = await open(vendor);
    fake.script(...acts);
    const answer = await ask();
    expect(answer).toMatchObject({ state: "absent", code });
    expect(answer.reason).toMatch(/^[^\n]{10,200}$/);
    expect(fake.requests).toHaveLength(requests);
    expect(house.model.known({ tenantId: "ten_one", text: "kubectl get pods", dialect: "shell" })).toBeUndefined();
  });

  it("never answers: it is late by the deadline, and the connection is closed", async () => {
    const { fake, ask } = await open(vendor, { settings: { timeoutMs: 150 } });
    fake.script({ kind: "hangs" });
    const startedAt = performance.now();
    expect(await ask()).toEqual({ state: "absent", code: "timed_out", reason: "no answer within 0.15 s" });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    await expect.poll(() => fake.connections()).toBe(0);
  });

  it("drips a byte at a time: the same", async () => {
    const { fake, ask } = await open(vendor, { settings: { timeoutMs: 150 } });
    fake.script({ kind: "drips", everyMs: 10 });
    expect(await ask()).toMatchObject({ state: "absent", code: "timed_out" });
    await expect.poll(() => fake.connections()).toBe(0);
  });

  it("hangs up before it answered, every time", async () => {
    const { fake, ask } = await open(vendor, { random: () => 0.999, settings: { retries: 1 } });
    fake.script({ kind: "hangs_up" }, { kind: "hangs_up" }, { kind: "hangs_up" });
    expect(await ask()).toMatchObject({ state: "absent", code: "unreachable" });
    expect(fake.requests).toHaveLength(2);
  });

  it("closes a kept connection just when it is used again: the next one is tried at once", async () => {
    const { fake, ask } = await open(vendor, { random: () => 0 });
    fake.script(
      { kind: "says", text: verdict("safe", 1) },
      { kind: "hangs_up" },
      { kind: "says", text: verdict("safe", 1) },
    );
    await ask("df -h");
    const startedAt = performance.now();
    expect(await ask("df")).toMatchObject({ state: "answered" });
    expect(performance.now() - startedAt).toBeLessThan(400);
    expect(fake.requests).toHaveLength(3);
  });

  it("answers gzip without being asked to: that is read", async () => {
    const { fake, ask } = await open(vendor);
    const message =
      vendor.kind === "anthropic"
        ? {
            type: "message",
            model: "m",
            content: [{ type: "text", text: verdict("caution") }],
            stop_reason: "end_turn",
          }
        : { model: "m", choices: [{ message: { content: verdict("caution") }, finish_reason: "stop" }] };
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    fake.script({ kind: "sends", status: 200, headers, body: gzipSync(JSON.stringify(message)) });
    expect(await ask()).toMatchObject({ state: "answered", risk: "caution" });
  });

  it("is overloaded twice: the third try answers", async () => {
    const { fake, house, ask } = await open(vendor);
    const busy: Act = { kind: "fails", status: 529, headers: { "retry-after-ms": "5" } };
    fake.script(busy, busy, { kind: "says", text: verdict("safe", 0.97) });
    expect(await ask()).toMatchObject({ state: "answered", risk: "safe", confidence: 0.97 });
    expect(fake.requests).toHaveLength(3);
    expect(house.logged().match(/model asked/g)).toHaveLength(3);
  });

  it("is overloaded for longer than we try", async () => {
    const { fake, ask } = await open(vendor);
    const busy: Act = { kind: "fails", status: 529, headers: { "retry-after-ms": "1" } };
    fake.script(busy, busy, busy, busy);
    expect(await ask()).toMatchObject({ state: "absent", code: "overloaded" });
    expect(fake.requests).toHaveLength(3);
  });

  it("records which model was asked and which one answered", async () => {
    const { fake, ask } = await open(vendor);
    fake.script({ kind: "says", text: verdict("safe", 0.97), model: "another\u202e-model\n" });
    expect(await ask()).toMatchObject({
      by: {
        provider: "fake",
        requestedModel,
        model: "another-model",
        promptVersion: expect.stringMatching(/^1-[0-9a-f]{12}$/),
      },
    });
    expect(fake.requests[0]?.body.model).toBe(requestedModel);
  });

  it("puts the key into its error: nobody sees it", async () => {
    const { fake, house, ask } = await open(vendor, {}, { apiKey: "another key" });
    fake.script();
    const answer = await ask();
    expect(answer).toMatchObject({ state: "absent", code: "rejected" });
    expect(JSON.stringify(answer) + house.logged()).not.toContain(testKey);
    expect(JSON.stringify(await house.model.describe("ten_one"))).not.toContain(testKey);
  });

  it("gets no temperature, no tools and a schema that both vendors take, unless configured otherwise", async () => {
    const { fake, ask } = await open(vendor, {}, { judge: () => ({ kind: "says", text: verdict("safe", 1) }) });
    expect(await ask()).toMatchObject({ state: "answered" });
    const [request] = fake.requests;
    for (const field of ["temperature", "top_p", "top_k", "tools", "tool_choice", "thinking"]) {
      expect(request?.body).not.toHaveProperty(field);
    }
    const warm = await open(vendor, { settings: { temperature: 0 } }, { sampling: "any" });
    warm.fake.script({ kind: "says", text: verdict("safe", 1) });
    expect(await warm.ask()).toMatchObject({ state: "answered" });
    expect(warm.fake.requests[0]?.body.temperature).toBe(0);
  });
});

describe.each(vendors.filter(({ stream }) => stream))("$name", (vendor) => {
  it("uses nothing of a stream that reports an error in its middle", async () => {
    const { fake, ask } = await open(vendor);
    fake.script({ kind: "errs_midway", text: verdict("safe", 1) });
    expect(await ask()).toMatchObject({ state: "absent", code: "failed" });
  });
});

describe("a provider that cannot be reached", () => {
  it("is absent when nothing listens at its address", async () => {
    const fake = await fakeAnthropic();
    await fake.close();
    const { model } = openTestModel(fake);
    expect(await model.ask(ask("ls"))).toMatchObject({
      state: "absent",
      code: "unreachable",
      reason: "nothing listens at the provider's address",
    });
    await model.close();
  });

  it("is absent when it speaks no TLS where TLS was asked for", async () => {
    const fake = await fakeAnthropic();
    const { model } = openTestModel({ baseUrl: fake.baseUrl.replace("http:", "https:") }, { settings: { retries: 0 } });
    expect(await model.ask(ask("ls"))).toMatchObject({ state: "absent", code: "unreachable" });
    await model.close();
    await fake.close();
  });

  it("is absent when its name is of no host", async () => {
    const { model } = openTestModel({ baseUrl: "http://no-such-host.invalid/v1" }, { settings: { retries: 0 } });
    expect(await model.ask(ask("ls"))).toMatchObject({ state: "absent", code: "unreachable" });
    await model.close();
  });
});

describe("Anthropic", () => {
  it("pauses its turn: that is no answer", async () => {
    const { fake, ask } = await open(vendors[0]);
    fake.script({ kind: "pauses" });
    expect(await ask()).toMatchObject({ state: "absent", code: "paused" });
  });
});

describe("Ollama behind the OpenAI protocol", () => {
  it("gets a limit that it knows, and its plain-text errors are read", async () => {
    const { fake, ask } = await open(vendors[2], {}, { flavour: "ollama" });
    fake.script(
      { kind: "says", text: verdict("caution") },
      { kind: "fails", status: 404, message: "model 'x' not found" },
    );
    expect(await ask("touch a")).toMatchObject({ state: "answered", risk: "caution" });
    expect(await ask("touch b")).toMatchObject({ state: "absent", code: "rejected" });
  });
});

describe("OpenAI itself", () => {
  it("is told not to store what it is asked, and gets the newer limit", async () => {
    const { fake, ask } = await open(vendors[2], { provider: { variant: "openai" } });
    fake.script({ kind: "says", text: verdict("caution") });
    expect(await ask()).toMatchObject({ state: "answered" });
    expect(fake.requests[0]?.body).toMatchObject({ store: false, max_completion_tokens: 1024 });
    expect(fake.requests[0]?.body).not.toHaveProperty("max_tokens");
  });
});
