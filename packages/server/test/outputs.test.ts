import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEventWire } from "@steadyhand/api";
import { type Client, createClient } from "@steadyhand/client/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

/** Every file below a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const holders = (folder: string, text: string) => filesIn(folder).filter((path) => readFileSync(path).includes(text));
const ofTenant = { tenantId: "ten_default" };
const newCanary = () => `canary-${randomBytes(12).toString("hex")}`;

/** Writes more than the record shows, and then a text that stands nowhere in the command. */
const writing = (canary: string) => `seq 1 200; printf %s ${Buffer.from(canary).toString("base64")} | base64 -d`;

/** Runs one command to its end, with a person's yes. */
async function run(client: Client, command: string): Promise<string> {
  const text = `# Look\n\n1. Look:\n\n   \`\`\`sh\n   ${command}\n   \`\`\`\n`;
  const { runbook } = await client.importRunbook({ body: { text } });
  const execution = await client.startExecution({ body: { runbookId: runbook.id, environment: "development" } });
  const step = execution.steps.find(({ isCurrent }) => isCurrent);
  const parameters = { executionId: execution.id, stepId: step?.id ?? "" };
  const ended = new AbortController();
  const watching = client.watchExecution(execution.id, {
    signal: ended.signal,
    onUpdate: ({ head }) => (head.phase === "completed" || head.phase === "manual_intervention") && ended.abort(),
    onOutput: () => {},
  });
  await client.decideApproval({ parameters, body: { type: "grant", digest: step?.approval?.digest ?? "" } });
  await watching;
  return execution.id;
}

async function outputOf(client: Client, executionId: string) {
  const { steps } = await client.getOutputs({ parameters: { executionId } });
  const attempt = steps[0]?.attempts[0];
  if (attempt === undefined) throw new Error(`${executionId} has no attempt`);
  return attempt;
}

async function events(client: Client, type: AuditEventWire["type"], executionId?: string): Promise<AuditEventWire[]> {
  const { items } = await client.listAuditEvents({ query: { limit: 500, ...(executionId && { executionId }) } });
  return items.filter((event) => event.type === type);
}

describe("what an attempt wrote", () => {
  let folder: string;
  let server: TestServer;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steadyhand-outputs-"));
    server = await openTestServer({ dataFolder: folder });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("comes back whole, while its event holds only its digest, its size and how it begins", async () => {
    const canary = newCanary();
    const executionId = await run(server.client, writing(canary));
    const { stdout, stderr } = await outputOf(server.client, executionId);
    expect(stdout.text).toMatch(/^1\n2\n/);
    expect(stdout.text).toContain(canary);
    expect(stderr).toMatchObject({ text: "", bytes: 0 });
    const [executed] = await events(server.client, "step.executed", executionId);
    const { bytes, sha256, text } = stdout;
    expect(executed?.data).toMatchObject({
      kept: {
        stdout: { bytes, sha256, place: "store", start: text.slice(0, 500) },
        stderr: { bytes: 0, place: "empty", start: "" },
      },
    });
    expect(JSON.stringify(executed)).not.toContain(canary);
  });

  it("is redacted before it is sealed, and in how it begins", async () => {
    const secret = "postgres://app:hunter2hunter2@db/shop";
    const command = `printf %s ${Buffer.from(secret).toString("base64")} | base64 -d`;
    const executionId = await run(server.client, command);
    const { stdout } = await outputOf(server.client, executionId);
    expect(stdout.text).not.toContain("hunter2");
    const [executed] = await events(server.client, "step.executed", executionId);
    expect(JSON.stringify(executed?.data)).not.toContain("hunter2");
    // What is sealed is the redacted text, so its digest is another than that of the bytes that came.
    expect(executed?.data).not.toMatchObject({ kept: { stdout: { sha256: stdout.sha256 } } });
  });

  it("is refused as what it has become when somebody was at its blob, and never shown as other bytes", async () => {
    const [one, other] = [newCanary(), newCanary()];
    const blobs = join(folder, "blobs");
    const known = new Set(filesIn(blobs));
    const first = await run(server.client, writing(one));
    const [blob = ""] = filesIn(blobs).filter((path) => !known.has(path));
    await run(server.client, writing(other));
    const [otherBlob = ""] = filesIn(blobs).filter((path) => !known.has(path) && path !== blob);
    const sealed = readFileSync(blob);
    const tampered: readonly [string, () => void][] = [
      ["output.altered", () => writeFileSync(blob, Buffer.from(sealed).fill(0, 60, 61))],
      ["output.cut", () => writeFileSync(blob, sealed.subarray(0, 80))],
      ["output.altered", () => copyFileSync(otherBlob, blob)],
      ["output.altered", () => writeFileSync(blob, one.repeat(3))],
      ["output.missing", () => rmSync(blob)],
    ];
    for (const [code, tamper] of tampered) {
      tamper();
      const { stdout, outcome } = await outputOf(server.client, first);
      expect(stdout).toMatchObject({ text: "", unreadable: { code, why: expect.stringContaining(first) } });
      expect(outcome).toBe("succeeded");
    }
    writeFileSync(blob, sealed, { mode: 0o600 });
    expect((await outputOf(server.client, first)).stdout.text).toContain(one);
  });

  it("stays readable after its data key was replaced, and what comes then is sealed with the new one", async () => {
    const [before, after] = [newCanary(), newCanary()];
    const older = await run(server.client, writing(before));
    const made = await server.client.rotateDataKey();
    const newer = await run(server.client, writing(after));
    expect((await outputOf(server.client, older)).stdout.text).toContain(before);
    expect((await outputOf(server.client, newer)).stdout.text).toContain(after);
    const { tenants } = await server.client.getKeys();
    expect(tenants[0]?.keys.map(({ version }) => version)).toEqual([made.version, made.version - 1]);
    const [event] = await events(server.client, "key.made");
    expect(event).toMatchObject({ actor: { kind: "person" }, data: { version: made.version } });
  });

  it("stays readable after the master key was replaced", async () => {
    const canary = newCanary();
    const executionId = await run(server.client, writing(canary));
    const before = (await server.client.getKeys()).masters[0]?.id;
    const report = await server.client.rotateMasterKey({ body: { isBegin: true } });
    expect(report).toMatchObject({ left: 0, stuck: [] });
    const { masters, tenants } = await server.client.getKeys();
    expect(masters.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
      [report.masterId, true],
      [before, false],
    ]);
    expect(tenants[0]?.keys.every(({ masterId }) => masterId === report.masterId)).toBe(true);
    expect((await outputOf(server.client, executionId)).stdout.text).toContain(canary);
    const [event] = await events(server.client, "key.rewrapped");
    expect(event?.data).toMatchObject({ from: [before], to: report.masterId });
  });

  it("is not for everybody to rotate or delete", async () => {
    const { key } = await server.client.addPerson({ body: { name: "Sam", roles: ["admin"] } });
    const sam = createClient({ baseUrl: server.url, key });
    for (const ask of [
      () => sam.getKeys(),
      () => sam.rotateDataKey(),
      () => sam.rotateMasterKey({ body: { isBegin: true } }),
      () => sam.deleteTenant({ parameters: ofTenant, body: { confirm: "ten_default" } }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ status: 403, code: "person.owner_only" });
    }
  });

  it("lies open in no file of the data folder: not the database's, nor its log's, nor the journal's", async () => {
    const canary = newCanary();
    const executionId = await run(server.client, writing(canary));
    expect((await outputOf(server.client, executionId)).stdout.text).toContain(canary);
    expect(statSync(join(folder, "master.key")).mode & 0o777).toBe(0o600);
    for (const path of filesIn(join(folder, "blobs"))) expect(statSync(path).mode & 0o777).toBe(0o600);
    // Closing writes everything that is still only in memory.
    await server.close();
    expect(holders(folder, executionId)).not.toEqual([]);
    expect(holders(folder, canary)).toEqual([]);
    server = await openTestServer({ dataFolder: folder });
    expect((await outputOf(server.client, executionId)).stdout.text).toContain(canary);
  });

  it("stays while an execution of its tenant has not ended, and without the tenant's id given twice", async () => {
    const deleting = (confirm: string) => server.client.deleteTenant({ parameters: ofTenant, body: { confirm } });
    await expect(deleting("ten_defautl")).rejects.toMatchObject({ code: "tenant.not_confirmed" });
    const text = "# Look\n\n1. Look:\n\n   ```sh\n   echo hello\n   ```\n";
    const { runbook } = await server.client.importRunbook({ body: { text } });
    const open = await server.client.startExecution({ body: { runbookId: runbook.id, environment: "development" } });
    await expect(deleting("ten_default")).rejects.toMatchObject({ code: "tenant.busy" });
    expect((await server.client.getKeys()).tenants[0]).toMatchObject({ isDeleted: false, keys: [{}, {}] });
    const body = { type: "abort", reason: "over" } as const;
    await server.client.commandExecution({ parameters: { executionId: open.id }, body });
  });

  it("is gone for good with its tenant, whose record still verifies and which starts nothing more", async () => {
    const { client } = server;
    const canary = newCanary();
    const executionId = await run(client, writing(canary));
    // What stays is the mark of whose they were.
    const outputs = () => filesIn(join(folder, "blobs")).filter((path) => !path.includes("/.owner-"));
    const before = outputs().length;
    const deleted = await client.deleteTenant({ parameters: ofTenant, body: { confirm: "ten_default" } });
    expect(deleted).toMatchObject({ keysDestroyed: 2, outputsForgotten: before, blobsRemoved: before });
    expect(outputs()).toEqual([]);
    expect((await outputOf(client, executionId)).stdout).toMatchObject({
      text: "",
      unreadable: { code: "output.deleted" },
    });
    expect(await client.verifyLedger()).toMatchObject({ ok: true });
    const [event] = await events(client, "tenant.deleted");
    expect(event?.data).toEqual({ keysDestroyed: 2, outputsForgotten: before });
    expect(await events(client, "outputs.removed")).toHaveLength(1);
    await expect(run(client, "echo more")).rejects.toMatchObject({ code: "tenant.deleted" });
    await expect(client.rotateDataKey()).rejects.toMatchObject({ code: "tenant.deleted" });
    const again = await client.deleteTenant({ parameters: ofTenant, body: { confirm: "ten_default" } });
    expect(again).toMatchObject({ keysDestroyed: 0, outputsForgotten: 0, blobsRemoved: 0 });
  });
});
