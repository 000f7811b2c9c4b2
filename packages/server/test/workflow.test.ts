import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionWire } from "@steadyhand/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

let folder: string;
let web: Server;
let port: number;
let server: TestServer;
const heard: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sh-workflow-"));
  web = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      heard.push({ path: request.url ?? "", headers: request.headers, body });
      response.end("all is well");
    });
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  port = (web.address() as AddressInfo).port;
  const actions = join(folder, "actions.json");
  writeFileSync(
    actions,
    JSON.stringify({
      http_check: { allow: ["127.0.0.1"] },
      notify: { ops: { url: `http://127.0.0.1:${port}/hook`, secret_env: "OPS_SECRET" } },
    }),
  );
  server = await openTestServer({
    env: { PATH: process.env.PATH, HOME: tmpdir(), STEADYHAND_ACTIONS: actions, OPS_SECRET: "hush-hush-hush-hush" },
  });
}, 60_000);

afterAll(async () => {
  await server?.close();
  web?.close();
  rmSync(folder, { recursive: true, force: true });
});

const workflow = () => `workflow: Look after the shop
variables:
  port: "${port}"
  who: { default: Riley }
steps:
  - name: Is it up
    action: http_check
    with: { url: "http://127.0.0.1:{{port}}/health", expect_text: all is well }
  - name: Say so
    action: note
    with:
      text: "It was up for {{who}}"
  - name: Tell the others
    action: notify
    with: { channel: ops, title: "Up, says {{who}}" }
  - name: Greet
    run: echo hello {{who}}
    expect: hello Riley
    undo: echo goodbye
  - name: Only when nobody was greeted
    run: echo lonely
    when: { step: Greet, is: skipped }
`;

async function begin(text: string, values: Record<string, string> = {}): Promise<ExecutionWire> {
  const { runbook } = await server.client.importRunbook({ body: { text } });
  return server.client.startExecution({ body: { runbookId: runbook.id, environment: "test", values } });
}

/** Approves each step as it is asked about, until the run has ended. */
async function approveAll(execution: ExecutionWire): Promise<ExecutionWire> {
  for (let now = execution; ; ) {
    const asked = now.steps.find(({ phase }) => phase === "awaiting_approval");
    if (asked?.approval) {
      const { digest, confirmation, targetName } = asked.approval;
      const typed = confirmation === "click" ? {} : { typedTarget: targetName };
      now = await server.client.decideApproval({
        parameters: { executionId: now.id, stepId: asked.id },
        body: { type: "grant", digest, ...typed },
      });
      continue;
    }
    if (now.phase !== "running") return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
    now = await server.client.getExecution({ parameters: { executionId: now.id } });
  }
}

describe("a workflow", () => {
  it("takes the one road: judged, asked about with its parameters, run, verified and recorded", async () => {
    const execution = await begin(workflow());
    const asked = execution.steps[0];
    expect(asked).toMatchObject({
      phase: "awaiting_approval",
      approval: {
        command: {
          kind: "action",
          name: "http_check",
          version: 1,
          parameters: { url: `http://127.0.0.1:${port}/health`, expect_status: 200 },
        },
        judgement: { evidence: [{ rule: "action.http_check", effect: "reads" }] },
        timeoutMs: 20_000,
      },
    });
    const ended = await approveAll(execution);
    expect(ended.steps.map(({ phase }) => phase)).toEqual([
      ...["succeeded", "succeeded", "succeeded", "succeeded"],
      "skipped",
    ]);
    expect(ended.phase).toBe("completed");
    const { steps } = await server.client.getOutputs({ parameters: { executionId: execution.id } });
    expect(steps[0]?.attempts[0]?.stdout.text).toMatch(/^GET http:.* answered 200 from 127\.0\.0\.1 in \d+ ms\n$/);
    const { items } = await server.client.listAuditEvents({ query: { executionId: execution.id, limit: 500 } });
    expect(items.find(({ type }) => type === "note.written")).toMatchObject({
      outcome: "ok",
      data: { text: "It was up for Riley" },
    });
  });

  it("signs what it sends, says who it is, and shows its secret nowhere", async () => {
    const sent = heard.find(({ path }) => path === "/hook");
    expect(sent?.headers["webhook-signature"]).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
    expect(JSON.parse(sent?.body ?? "{}")).toMatchObject({
      id: sent?.headers["webhook-id"],
      channel: "ops",
      title: "Up, says Riley",
    });
    const { items } = await server.client.listAuditEvents({ query: { limit: 500 } });
    expect(JSON.stringify(items)).not.toContain("hush-hush");
  });

  it("does what depends on a skipped step when that was skipped", async () => {
    const execution = await begin(workflow().replace("workflow: Look", "workflow: Again, look"));
    let now = execution;
    for (const step of execution.steps.slice(0, 4)) {
      now = await server.client.commandStep({
        parameters: { executionId: execution.id, stepId: step.id },
        body: { type: "skip", reason: "not today" },
      });
    }
    expect(now.steps[4]).toMatchObject({ phase: "awaiting_approval", resolvedText: "echo lonely" });
    const ended = await approveAll(now);
    expect(ended.phase).toBe("completed");
  });

  it("keeps a value inside the string that it stands in, and out of the shell", async () => {
    const who = `x", "channel": "evil $(touch /tmp/sh-pwned) '`;
    const execution = await begin(workflow(), { who });
    await server.client.commandStep({
      parameters: { executionId: execution.id, stepId: "stp_1" },
      body: { type: "skip", reason: "not this one" },
    });
    const { steps } = await server.client.getExecution({ parameters: { executionId: execution.id } });
    expect(steps[1]?.approval?.command).toMatchObject({ parameters: { text: `It was up for ${who}` } });
  });

  it("is asked about afresh as an action when a person edits it, with every fault named when it does not fit", async () => {
    const execution = await begin(workflow());
    const parameters = { executionId: execution.id, stepId: "stp_1" };
    const edited = await server.client.commandStep({
      parameters,
      body: { type: "edit", command: 'http_check {"url": "ftp://me:secret@x", "expect_status": 7, "colour": "red"}' },
    });
    expect(edited.steps[0]).toMatchObject({ phase: "manual_intervention", code: "action.parameters" });
    expect(edited.steps[0]?.why).toMatch(/expect_status.*colour|colour.*expect_status/);
    const mended = await server.client.commandStep({
      parameters,
      body: { type: "edit", command: `http_check {"url": "http://127.0.0.1:${port}/x"}` },
    });
    expect(mended.steps[0]?.approval?.command).toMatchObject({ kind: "action", name: "http_check" });
  });

  it("is refused with every problem, its line and its column, and nothing is kept", async () => {
    const text =
      "workflow: Wrong\nsteps:\n  - name: A\n    action: nothing\n  - name: A\n    run: echo\n    undo: { action: note }\n";
    await expect(server.client.importRunbook({ body: { text } })).rejects.toMatchObject({
      status: 422,
      code: "workflow.invalid",
      message: expect.stringMatching(/line 4, column 13: .*line 5, column 11: .*line 7, column/),
    });
  });

  it("fails its step when the answer is another one, and never reaches an address that is not allowed", async () => {
    const text = `workflow: Checks\nsteps:\n  - name: Wrong text\n    action: http_check\n    with: { url: "http://127.0.0.1:${port}/", expect_text: nothing of this }\n`;
    const failed = await approveAll(await begin(text));
    expect(failed.steps[0]).toMatchObject({ phase: "failed" });
    const inside = text.replace(`127.0.0.1:${port}`, "169.254.169.254");
    const refused = await approveAll(await begin(inside));
    expect(refused.steps[0]).toMatchObject({ phase: "failed", why: expect.stringContaining("exit status 2") });
  });
});
