import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Concluded } from "@steadyhand/core/investigation";
import { concludes, type FakeProvider, fakeOpenAi, investigates, suggests, verdict } from "@steadyhand/model/fake";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";
import { openSickShops, type SickShops } from "./sick-shops.ts";
import { until } from "./until.ts";

const tenantId = "ten_default";
const folder = mkdtempSync(join(tmpdir(), "steadyhand-model-operator-"));
let shops: SickShops;
let model: FakeProvider;
let server: TestServer;

const investigator = investigates(
  { tool: "observe" },
  { tool: "run_command", arguments: { command: "df -h" } },
  { tool: "search_incidents" },
  () =>
    concludes({
      ...{ outcome: "cause_found", summary: "The process of one has ended", confidence: 0.9 },
      causes: [{ name: "gone", title: "x", members: ["one"], why: "It refuses, and nothing else is wrong" }],
      evidence_for: [{ what: "one is down", turn: 1, member: "one" }],
      suggestions: [
        suggests(
          "restart",
          { member: "one" },
          { member: "one", predicted: "It answers again", verified_by: ["web_down"] },
        ),
      ],
    }),
);

/** What a model in a lab of its own does: one command in the lab's shell, and it looks whether that helped. */
const worker = (command: string) =>
  investigates({ tool: "observe" }, { tool: "shell", arguments: { command } }, { tool: "observe" }, () =>
    concludes({ outcome: "inconclusive", summary: "I restarted it", causes: [], suggestions: [], confidence: 0.5 }),
  );

beforeAll(async () => {
  shops = await openSickShops();
  model = await fakeOpenAi({
    judge(request) {
      const [, subject] = /^Incident \S+ of (\S+) /m.exec(request.user) ?? [];
      if (subject === undefined) return { kind: "says", text: verdict("safe", 0.99) };
      return subject === "shop" ? investigator(request) : worker(restartOf(subject))(request);
    },
  });
  mkdirSync(join(folder, "subjects"), { recursive: true });
  writeFileSync(join(folder, "subjects", "shop.yaml"), shops.file("shop"));
  const free = 'environment: lab\ndisposable: true\nlab: { shell: ["bash", "-c"] }\nlevel:';
  writeFileSync(join(folder, "subjects", "free.yaml"), shops.file("free", `${free} 5`));
  writeFileSync(join(folder, "subjects", "fenced.yaml"), shops.file("fenced", `${free} 3`));
  const audited = { version: 1, environments: { lab: { governance_mode: "audit" } } };
  writeFileSync(join(folder, "policy.json"), JSON.stringify(audited));
  const task = { provider: "fake", model: "a-good-one", retries: 0 };
  const providers = { fake: { kind: "openai-compatible", baseUrl: model.baseUrl } };
  const config = { providers, tasks: { second_key: task, investigation: task } };
  writeFileSync(join(folder, "model.json"), JSON.stringify(config));
  server = await openTestServer({ dataFolder: folder });
}, 90_000);
afterAll(async () => {
  await server?.close();
  await model?.close();
  await shops?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A request over a plain connection of the shell's own. */
const restartOf = (shop: string) =>
  `exec 3<>/dev/tcp/127.0.0.1/${shops.port} && printf 'POST /${shop}/one/restart HTTP/1.1\\r\\nhost: x\\r\\nconnection: close\\r\\n\\r\\n' >&3 && cat <&3`;

const reached = (isSo: (last: Concluded) => boolean, subject = "shop") =>
  until("the investigation comes so far", async () => {
    const [incident] = (await server.services.incidents.list(tenantId, { subject }, { limit: 1 })).items;
    const last = incident && (await server.services.operator.ofIncident(tenantId, incident.id)).at(-1);
    return incident && last?.phase === "concluded" && isSo(last) ? { incident, last } : undefined;
  });

it("goes with a model from a fault to its verified end: looks, a safe command, a cause, a person's yes, and the proof", {
  timeout: 120_000,
}, async () => {
  shops.member("shop", "one").isUp = false;
  const { last } = await reached(({ remedy }) => remedy !== undefined);
  expect(last).toMatchObject({
    ...{ reasoner: { kind: "model" }, because: "concluded", diagnosis: { by: { kind: "model" } } },
    turns: [
      { call: { tool: "observe" }, answer: { outcome: "answered" } },
      // Both keys find it safe, the lab stands at L3 and its governance is `audit`: it ran, as a run of its own.
      { call: { tool: "run_command" }, answer: { outcome: "answered", text: expect.stringContaining("Filesystem") } },
      { call: { tool: "search_incidents" }, answer: { outcome: "answered" } },
    ],
  });
  const executionId = last.remedy?.executionId ?? "";
  const waiting = await until("it waits for a person", async () => {
    const execution = await server.client.getExecution({ parameters: { executionId } });
    return execution.steps[0]?.phase === "awaiting_approval" ? execution : undefined;
  });
  expect(waiting.startedBy).toMatchObject({ kind: "model" });
  expect(shops.changes).toEqual([]);
  const digest = waiting.steps[0]?.approval?.digest ?? "";
  const parameters = { executionId, stepId: waiting.steps[0]?.id ?? "" };
  await server.client.decideApproval({ parameters, body: { type: "grant", digest } });
  const ended = await reached(({ remedy }) => remedy?.phase === "ended");
  expect(ended.last.remedy).toMatchObject({ result: "helped" });
  await until("the incident is over", async () =>
    (await server.services.incidents.get(tenantId, ended.incident.id)).phase === "resolved" ? true : undefined,
  );
  expect(shops.changes).toEqual(["POST shop/one/restart"]);
});

it("lets a model work by a plain shell on a disposable lab at L5, each call a run of its own in the record", {
  timeout: 120_000,
}, async () => {
  shops.member("free", "one").isUp = false;
  const { last, incident } = await reached(() => true, "free");
  expect(last.turns).toMatchObject([
    { call: { tool: "observe" } },
    { call: { tool: "shell" }, answer: { outcome: "answered", text: expect.stringContaining("200 OK") } },
    { call: { tool: "observe" }, answer: { text: expect.stringContaining("web_down of one: holds") } },
  ]);
  await until("the incident is over", async () =>
    (await server.services.incidents.get(tenantId, incident.id)).phase === "resolved" ? true : undefined,
  );
  const { items } = await server.client.listExecutions({ query: { limit: 50 } });
  const runs = items.filter(({ subject, startedBy }) => subject === "free" && startedBy.kind === "model");
  expect(runs).toMatchObject([{ phase: "completed", runbook: { title: "free.shell" } }]);
});

it("gives no shell below L5, whatever a model asks for", { timeout: 120_000 }, async () => {
  shops.member("fenced", "one").isUp = false;
  const { last } = await reached(() => true, "fenced");
  expect(last.turns.map(({ call }) => call.tool)).not.toContain("shell");
  expect(shops.changes.filter((change) => change.includes(" fenced/"))).toEqual([]);
});
