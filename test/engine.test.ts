import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { ExecutionWire, StepWire } from "@steadyhand/api";
import { type Client, createClient } from "@steadyhand/client/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerProcess, startServer, temporaryFolder } from "./running/server-process.ts";

const fence = (...commands: string[]) => `# Do it\n\n\`\`\`bash\n${commands.join("\n")}\n\`\`\`\n`;
const target = hostname();

function current(execution: ExecutionWire): StepWire {
  const step = execution.steps.find(({ isCurrent }) => isCurrent);
  if (step === undefined) throw new Error(`nothing is current: ${execution.phase}`);
  return step;
}

/** Grants what waits, as a person who reads the question that is drawn. */
function grant(client: Client, execution: ExecutionWire) {
  const step = current(execution);
  if (step.approval === undefined) throw new Error(`nothing waits for an approval: ${step.phase} ${step.why}`);
  return client.decideApproval({
    parameters: { executionId: execution.id, stepId: step.id },
    body: { type: "grant", digest: step.approval.digest, typedTarget: target },
  });
}

/** Resolves with the first state of an execution that fits. */
async function until(client: Client, executionId: string, fits: (execution: ExecutionWire) => boolean) {
  const seen = new AbortController();
  const steps = new Map<string, StepWire>();
  let found: ExecutionWire | undefined;
  await client.watchExecution(executionId, {
    signal: seen.signal,
    onUpdate(update) {
      for (const step of update.steps) steps.set(step.id, step);
      const execution = { ...update.head, steps: [...steps.values()] };
      if (found !== undefined || !fits(execution)) return;
      found = execution;
      seen.abort();
    },
    onOutput() {},
  });
  if (found === undefined) throw new Error(`${executionId} never came to fit`);
  return found;
}

describe("an execution on a running server", () => {
  const data = temporaryFolder("engine");
  let server: ServerProcess;
  let client: Client;

  beforeAll(async () => {
    server = await startServer(data.path, { STEADYHAND_STEP_ENV: "", AWS_SECRET_ACCESS_KEY: "envSecretValue99" });
    client = server.client;
  });
  afterAll(async () => {
    await server.stop();
    data.remove();
  });

  async function start(text: string, options: Partial<Parameters<Client["startExecution"]>[0]["body"]> = {}) {
    const { runbook } = await client.importRunbook({ body: { text } });
    return client.startExecution({
      body: { runbookId: runbook.id, environment: "development", workingDirectory: data.path, ...options },
    });
  }

  it("starts nothing while a variable has no value, and names every one that is missing", async () => {
    await expect(start(fence("touch <first> <second>"))).rejects.toMatchObject({
      code: "variables.missing",
      detail: expect.stringMatching(/first.*second/),
    });
    expect((await client.listExecutions()).items).toEqual([]);
  });

  it("starts one execution for one idempotency key, however often it is sent", async () => {
    const text = fence("true");
    const first = await start(text, { idempotencyKey: "the-same-key" });
    const second = await start(text, { idempotencyKey: "the-same-key" });
    expect(second.id).toBe(first.id);
  });

  it("runs a step after a yes to its digest, and refuses the same yes a second time", async () => {
    // It runs until it is told to go on, so that the second yes comes while it does.
    const gate = join(data.path, "gate");
    execFileSync("mkfifo", [gate]);
    const execution = await start(fence(`head -n 1 ${gate}`, "true"));
    const step = current(execution);
    await grant(client, execution);
    await expect(
      client.decideApproval({
        parameters: { executionId: execution.id, stepId: step.id },
        body: { type: "grant", digest: step.approval?.digest ?? "", typedTarget: target },
      }),
    ).rejects.toMatchObject({ code: "approval.already_decided", detail: expect.stringMatching(/granted by/) });
    await writeFile(gate, "hello\n");
    await until(client, execution.id, ({ steps }) => steps[0]?.phase === "succeeded");
    const outputs = await client.getOutputs({ parameters: { executionId: execution.id } });
    expect(outputs.steps[0]?.attempts[0]?.stdout.text).toBe("hello\n");
  });

  it("refuses a yes that was given for other bytes", async () => {
    const execution = await start(fence(`touch ${data.path}/other-bytes`));
    const digest = `sha256:${"0".repeat(64)}`;
    const parameters = { executionId: execution.id, stepId: current(execution).id };
    await expect(client.decideApproval({ parameters, body: { type: "grant", digest } })).rejects.toMatchObject({
      code: "approval.other_bytes",
    });
    expect(existsSync(join(data.path, "other-bytes"))).toBe(false);
  });

  it("gives a value with shell characters to the program as one word", async () => {
    const value = "a b; touch injected $(touch injected) 'x' \"y\"";
    let execution = await start(fence("printf %s <value>"), { values: { value } });
    execution = await grant(client, execution);
    await until(client, execution.id, ({ phase }) => phase === "completed");
    const outputs = await client.getOutputs({ parameters: { executionId: execution.id } });
    expect(outputs.steps[0]?.attempts[0]?.stdout.text).toBe(value);
    expect(existsSync(join(data.path, "injected"))).toBe(false);
  });

  it("gives a step none of the server's own environment but the named variables", async () => {
    let execution = await start(fence("env"));
    execution = await grant(client, execution);
    await until(client, execution.id, ({ phase }) => phase === "completed");
    const outputs = await client.getOutputs({ parameters: { executionId: execution.id } });
    expect(outputs.steps[0]?.attempts[0]?.stdout.text).not.toContain("AWS_SECRET");
    expect(outputs.steps[0]?.attempts[0]?.stdout.text).not.toContain("STEADYHAND_LOG");
  });

  it("keeps a secret value out of the record and the output", async () => {
    const secret = "s3cr3tOfTheTest77";
    let execution = await start(fence("printf 'login %s done' <db_password>"), { values: { db_password: secret } });
    expect(JSON.stringify(execution)).not.toContain(secret);
    expect(current(execution).approval?.command).toEqual({
      kind: "words",
      words: ["printf", "login %s done", "[value of db_password]"],
    });
    execution = await grant(client, execution);
    await until(client, execution.id, ({ phase }) => phase === "completed");
    const outputs = await client.getOutputs({ parameters: { executionId: execution.id } });
    expect(outputs.steps[0]?.attempts[0]?.stdout.text).toMatch(/^login \[redacted:.*\] done$/);
    let exported = "";
    for await (const text of client.exportLedger()) exported += text;
    expect(exported).toContain(execution.id);
    expect(exported).not.toContain(secret);
    expect(exported).not.toContain("envSecretValue99");
    expect(JSON.stringify(await client.getExecution({ parameters: { executionId: execution.id } }))).not.toContain(
      secret,
    );
  });

  it("runs a loop over a variable of its own", async () => {
    let execution = await start(fence('for i in 1 2; do echo "round $i"; done'));
    execution = await grant(client, execution);
    await until(client, execution.id, ({ phase }) => phase === "completed");
  });

  it("stops before a step that reads what an earlier step set in its own shell, and says which", async () => {
    let execution = await start(fence("NODE=$(hostname)", 'echo "on $NODE"'));
    execution = await grant(client, execution);
    const stopped = await until(client, execution.id, ({ phase }) => phase === "manual_intervention");
    expect(current(stopped)).toMatchObject({ code: "variables.not_carried", why: expect.stringContaining("NODE") });
  });

  it("verifies by the text that the runbook says must be seen, not by the exit status alone", async () => {
    const text =
      "# Check\n\n1. Ask it:\n\n   ```bash\n   echo nothing of the kind\n   ```\n\n   You should see `all good`.\n";
    let execution = await start(text);
    execution = await grant(client, execution);
    const failed = await until(client, execution.id, ({ phase }) => phase !== "running");
    expect(current(failed)).toMatchObject({ phase: "failed", why: expect.stringContaining("all good") });
  });

  it("aborts only when the running step was seen to end", async () => {
    let execution = await start(fence(`sleep 300; touch ${data.path}/too-late`, "true"));
    execution = await grant(client, execution);
    await client.commandExecution({
      parameters: { executionId: execution.id },
      body: { type: "abort", reason: "wrong host" },
    });
    await until(client, execution.id, ({ phase }) => phase === "aborted");
    const { items } = await client.listAuditEvents({ query: { executionId: execution.id, limit: 100 } });
    const types = items.map(({ type }) => type).reverse();
    expect(types.slice(-4)).toEqual(["execution.abort_asked", "step.executed", "step.verified", "execution.aborted"]);
    expect(existsSync(join(data.path, "too-late"))).toBe(false);
  });

  it("runs nothing in production at its standard level, and at L2 lets only another person approve what is dangerous", async () => {
    mustNotExist("victim");
    const byHand = await start(fence("true"), { environment: "production" });
    expect(current(byHand)).toMatchObject({ phase: "ready", waitsFor: "hand" });
    await expect(start(fence("true"), { environment: "production", level: 3 })).rejects.toMatchObject({
      code: "level.above_ceiling",
    });

    const dangerous = await start(fence(`rm -rf ${data.path}/victim`), { environment: "production", level: 2 });
    await expect(grant(client, dangerous)).rejects.toMatchObject({ code: "approval.self_grant" });
    const { key } = await client.addPerson({ body: { name: "Sam" } });
    const sam = createClient({ baseUrl: new URL(server.url).origin, key });
    await expect(
      sam.decideApproval({
        parameters: { executionId: dangerous.id, stepId: current(dangerous).id },
        body: { type: "grant", digest: current(dangerous).approval?.digest ?? "", typedTarget: `${target} ` },
      }),
    ).rejects.toMatchObject({ code: "approval.target_not_typed" });
    await grant(sam, dangerous);
    await until(client, dangerous.id, ({ phase }) => phase === "completed");
  });

  function mustNotExist(name: string) {
    expect(existsSync(join(data.path, name))).toBe(false);
  }

  it("runs nothing when the record cannot be written", async () => {
    const own = temporaryFolder("norecord");
    const alone = await startServer(own.path);
    try {
      const { runbook } = await alone.client.importRunbook({ body: { text: fence(`touch ${own.path}/it-ran`) } });
      const execution = await alone.client.startExecution({ body: { runbookId: runbook.id, environment: "test" } });
      const [pid] = readFileSync(join(own.path, "postgres/cluster/postmaster.pid"), "utf8").split("\n");
      process.kill(Number(pid), "SIGSTOP");
      const asked = grant(alone.client, execution).then(
        () => "granted",
        () => "refused",
      );
      process.kill(Number(pid), "SIGKILL");
      expect(await asked).toBe("refused");
      // Blind and without a record it does not stay: it ends, says so by its exit code, and can be started again.
      expect(await alone.ended).toBe(6);
      expect(existsSync(join(own.path, "it-ran"))).toBe(false);
      const again = await startServer(own.path);
      expect(await again.client.verifyLedger()).toMatchObject({ ok: true });
      await again.stop();
    } finally {
      await alone.stop();
      own.remove();
    }
  });
});
