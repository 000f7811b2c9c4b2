import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@steadyhand/client/node";
import { type FakeProvider, fakeOpenAi, verdict } from "@steadyhand/model/fake";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";
import { dataFolderForTest, openWithModel } from "./with-model.ts";

const says = (text: string) => ({ kind: "says", text }) as const;
const runbookOf = (...commands: string[]) =>
  `# Look at it\n\n${commands.map((command, i) => `${i + 1}. Do number ${i + 1}:\n\n   \`\`\`sh\n   ${command}\n   \`\`\`\n`).join("\n")}`;

describe("the record of every judgement", () => {
  let model: FakeProvider;
  let server: TestServer;
  let answer = verdict("safe");
  beforeAll(async () => {
    model = await fakeOpenAi({ judge: () => says(answer) });
    server = await openWithModel(model);
  });
  afterAll(async () => {
    await server.close();
    await model.close();
  });

  it("gives the stored judgement of a step as it was made, whatever would be said today", async () => {
    const { runbook } = await server.client.importRunbook({ body: { text: runbookOf("echo one", "touch /tmp/x") } });
    answer = verdict("dangerous");
    const query = { runbookId: runbook.id };
    const stored = await server.client.getClassification({ parameters: { stepId: "stp_1" }, query });
    expect(stored).toMatchObject({
      ...{ runbookId: runbook.id, version: 1, stepId: "stp_1", occasion: "imported" },
      command: {
        ...{ text: "echo one", dialect: "shell" },
        judgement: { scanner: "safe", final: "safe", mergeRule: 3, secondKey: { confidence: 0.95 } },
      },
    });
    expect(stored.rollback).toBeUndefined();
    const shown = await server.client.getRunbook({ parameters: { runbookId: runbook.id }, query: {} });
    expect(shown.parsed.steps[0]?.judgement).toEqual(stored.command?.judgement);
    expect(shown.parsed).toEqual(runbook.parsed);
    answer = verdict("safe");
  });

  it("says clearly when there is no such judgement", async () => {
    const { runbook } = await server.client.importRunbook({ body: { text: runbookOf("echo one") } });
    const query = { runbookId: runbook.id };
    await expect(server.client.getClassification({ parameters: { stepId: "stp_9" }, query })).rejects.toMatchObject({
      ...{ status: 404, code: "classification.not_found" },
      hint: expect.stringContaining("rescan"),
    });
    const none = { parameters: { stepId: "stp_1" }, query: { runbookId: "rbk_none" } };
    await expect(server.client.getClassification(none)).rejects.toMatchObject({ code: "runbook.not_found" });
  });

  it("adds nothing when a rescan finds everything as it was", async () => {
    const before = await server.client.verifyLedger();
    const report = await server.client.rescanRunbooks({ body: {} });
    expect(report).toMatchObject({ dryRun: false, changed: [] });
    expect(report.commands).toBeGreaterThan(0);
    const after = await server.client.listAuditEvents({ query: { type: "runbook.classified", limit: 100 } });
    expect(after.items.every(({ data }) => data.occasion === "imported")).toBe(true);
    expect(before).toMatchObject({ ok: true });
  });

  it("holds no secret of a runbook in the ledger", async () => {
    const secret = "ghp_0123456789abcdefghijABCDEFGHIJ456789";
    answer = verdict("caution", 0.9, `it uses ${secret}`, `undo --token=${secret}`);
    await server.client.importRunbook({ body: { text: runbookOf(`mytool --token=${secret}`) } });
    answer = verdict("safe");
    let exported = "";
    for await (const text of server.client.exportLedger()) exported += text;
    expect(exported).not.toContain(secret);
    expect(model.requests.map(({ raw }) => raw).join()).not.toContain(secret);
  });
});

describe("a rescan after the tables have changed", () => {
  const programs = (effect: string) => `version: 1
programs:
  shopctl:
    commands:
      "order list": { effect: ${effect} }
tests:
  - { command: "shopctl order list", risk: ${effect === "reads" ? "safe" : "dangerous"} }
`;

  it("lists what is judged otherwise, stores nothing on a dry run, and everything without", async () => {
    const folder = dataFolderForTest();
    const write = (effect: string) => writeFileSync(join(folder.path, "programs.yaml"), programs(effect));
    write("reads");
    const first = await openTestServer({ dataFolder: folder.path });
    const { runbook } = await first.client.importRunbook({ body: { text: runbookOf("shopctl order list", "ls") } });
    expect(runbook.parsed.steps[0]?.judgement).toMatchObject({ scanner: "safe", final: "caution" });
    await first.close();
    write("deletes");
    const second = await openTestServer({ dataFolder: folder.path });
    try {
      const client = second.client;
      const dry = await client.rescanRunbooks({ body: { dryRun: true } });
      expect(dry.changed).toMatchObject([
        {
          ...{ runbookId: runbook.id, version: 1, stepId: "stp_1", number: "1", purpose: "forward" },
          command: "shopctl order list",
          before: { scanner: "safe", final: "caution" },
          after: { scanner: "dangerous", final: "dangerous", scannerVersion: second.services.about.scannerVersion },
        },
      ]);
      expect(dry.changed[0]?.before.scannerVersion).not.toBe(dry.scannerVersion);
      const query = { runbookId: runbook.id };
      const kept = await client.getClassification({ parameters: { stepId: "stp_1" }, query });
      expect(kept).toMatchObject({ occasion: "imported", command: { judgement: { scanner: "safe" } } });

      const shown = await client.getRunbook({ parameters: { runbookId: runbook.id }, query: {} });
      expect(shown.parsed.steps[0]?.judgement).toEqual(runbook.parsed.steps[0]?.judgement);

      const real = await client.rescanRunbooks({ body: query });
      expect(real.changed).toEqual(dry.changed);
      const stored = await client.getClassification({ parameters: { stepId: "stp_1" }, query });
      expect(stored).toMatchObject({ occasion: "rescanned", command: { judgement: { final: "dangerous" } } });
      const { items } = await client.listAuditEvents({ query: { type: "runbook.classified", limit: 1 } });
      expect(items[0]?.data).toMatchObject({
        occasion: "rescanned",
        steps: [{ stepId: "stp_1", before: { scanner: "safe", final: "caution" } }, { stepId: "stp_2" }],
      });
      expect((await client.rescanRunbooks({ body: {} })).changed).toEqual([]);
      expect((await client.listAuditEvents({ query: { type: "runbook.classified" } })).items).toHaveLength(2);
    } finally {
      await second.close();
      folder.remove();
    }
  });
});

describe("asking what a command would do", () => {
  it("answers 30 a minute of a tenant, over every way in, and says when there is room again", async () => {
    const server = await openTestServer();
    try {
      const ask = ({ classify } = server.client) => classify({ body: { command: "ls" } });
      await Promise.all(Array.from({ length: 15 }, () => ask()));
      await Promise.all(Array.from({ length: 15 }, () => ask(server.local)));
      await expect(ask()).rejects.toMatchObject({ status: 429, code: "request.too_often" });
      const { key } = await server.client.addPerson({ body: { name: "Kim" } });
      await expect(ask(createClient({ baseUrl: server.url, key }))).rejects.toMatchObject({ status: 429 });
      const headers = { authorization: `Bearer ${server.key}`, "content-type": "application/json" };
      const refused = await fetch(`${server.url}/v1/classify`, { method: "POST", headers, body: '{"command":"ls"}' });
      const seconds = Number(refused.headers.get("retry-after"));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(await refused.json()).toMatchObject({ hint: expect.stringContaining(`${seconds} s`) });
    } finally {
      await server.close();
    }
  });
});
