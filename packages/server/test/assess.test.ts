import { type FakeProvider, fakeOpenAi, type Received, verdict } from "@steadyhand/model/fake";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";
import { openWithModel } from "./with-model.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const says = (text: string) => ({ kind: "says", text }) as const;
const prose = `# The shop is slow

1. Look at the load:

   \`\`\`sh
   uptime
   \`\`\`

2. Then have a look with shopctl queue list and tell the others.
`;
const found = {
  command: "shopctl queue list",
  quote: "2. Then have a look with shopctl queue list and tell the others.",
};
const invented = { command: "rm -rf /srv/queue", quote: "2. Then have a look" };
const findings = JSON.stringify({ steps: [found, invented], variables: [], branches: [] });

const isPage = ({ user }: Received) => user.includes("PAGE-");

describe("assessing a runbook's text", () => {
  let model: FakeProvider;
  let server: TestServer;
  beforeAll(async () => {
    model = await fakeOpenAi({ judge: (request) => says(isPage(request) ? findings : verdict("safe")) });
    server = await openWithModel(model, { hasExtraction: true });
  });
  afterAll(async () => {
    await server.close();
    await model.close();
  });

  it("judges what the parser found and what the model adds, by both keys, and lists what the text does not hold", async () => {
    const { runbook, extraction, tookMs } = await server.client.assessRunbook({ body: { text: prose } });
    expect(runbook.steps[0]).toMatchObject({ command: { text: "uptime" }, judgement: { final: "safe" } });
    if (extraction.state !== "answered") throw new TypeError(extraction.reason);
    expect(extraction.steps).toMatchObject([
      { command: { text: "shopctl queue list", origin: "model" }, judgement: { secondKey: { state: "answered" } } },
    ]);
    const { start = 0, end = 0 } = extraction.steps[0]?.command.range ?? {};
    expect(prose.slice(start, end)).toBe("shopctl queue list");
    expect(extraction.dropped).toMatchObject([{ kind: "command", text: "rm -rf /srv/queue" }]);
    expect(tookMs).toBeLessThan(5_000);
    expect((await server.client.listRunbooks()).items).toEqual([]);
  });

  it("takes over at the import what a person accepted, and nothing that does not stand in the text", async () => {
    const { extraction } = await server.client.assessRunbook({ body: { text: prose } });
    if (extraction.state !== "answered") throw new TypeError(extraction.reason);
    const accepted = extraction.steps.map(({ command: { text, dialect, range } }) => ({ text, dialect, range }));
    const plain = await server.client.importRunbook({ body: { text: prose } });
    const { runbook, isNew } = await server.client.importRunbook({ body: { text: prose, accepted } });
    expect(isNew).toBe(true);
    expect(plain.runbook.parsed.steps.filter(({ command }) => command?.origin === "model")).toEqual([]);
    expect(runbook.parsed.steps.filter(({ command }) => command?.origin === "model")).toMatchObject([
      { command: { text: "shopctl queue list" }, judgement: { scanner: "unknown", final: "caution" } },
    ]);
    const other = [{ text: "rm -rf /srv/queue", dialect: "shell", range: { start: 0, end: 17 } }] as const;
    await expect(server.client.importRunbook({ body: { text: prose, accepted: [...other] } })).rejects.toMatchObject({
      ...{ status: 422, code: "runbook.accepted_not_in_text" },
    });
  });

  it("tells how the model does on known commands, measured by the scanner", async () => {
    const check = await server.client.checkModel();
    expect(check).toMatchObject({ provider: "fake", requestedModel: "judge-1", answered: check.cases.length });
    expect(check.lower).toBeGreaterThan(0);
    expect(check.agreed + check.lower).toBe(check.answered);
    expect(new Set(check.cases.map(({ scanner }) => scanner)).size).toBeGreaterThan(2);
  });
});

describe("the time it takes", () => {
  it("answers within 5 s when the model never does", async () => {
    const model = await fakeOpenAi({ judge: () => ({ kind: "hangs" }) });
    open.push(model);
    const server = await openWithModel(model, { hasExtraction: true, timeoutMs: 60_000 });
    open.push(server);
    const began = performance.now();
    const { runbook, extraction } = await server.client.assessRunbook({ body: { text: prose } });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(runbook.steps[0]?.judgement).toMatchObject({ final: "caution", secondKey: { state: "absent" } });
    expect(extraction).toMatchObject({ state: "absent" });
  });

  it("asks about all commands at the same time: the last is asked before the first is answered", async () => {
    const model = await fakeOpenAi({ judge: () => ({ kind: "hangs" }) });
    open.push(model);
    const server = await openWithModel(model, { timeoutMs: 3_000 });
    open.push(server);
    const steps = Array.from({ length: 30 }, (_, n) => `${n + 1}. Do it:\n\n   \`\`\`sh\n   echo ${n}\n   \`\`\`\n`);
    const assessing = server.client.assessRunbook({ body: { text: `# Long\n\n${steps.join("\n")}` } });
    // Nothing is ever answered: asked one after the other, they would come for a minute and a half.
    await model.arrived(30);
    const { runbook } = await assessing;
    expect(runbook.steps).toHaveLength(30);
    expect(runbook.steps.every(({ judgement }) => judgement?.secondKey.state === "absent")).toBe(true);
  });

  it("says that there is no model where none is configured", async () => {
    const server = await openTestServer();
    open.push(server);
    const { runbook, extraction } = await server.client.assessRunbook({ body: { text: prose } });
    expect(runbook.steps[0]?.judgement?.secondKey).toMatchObject({ state: "absent", code: "not_configured" });
    expect(extraction).toMatchObject({ state: "absent", code: "not_configured" });
    await expect(server.client.checkModel()).rejects.toMatchObject({
      ...{ status: 409, code: "model.not_configured", hint: expect.stringContaining("model.json") },
    });
    expect((await server.client.getStatus()).secondKey).toMatchObject({
      ...{ isConfigured: false, howToConfigure: expect.stringContaining("model.json") },
    });
  });
});
