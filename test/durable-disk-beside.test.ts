import { execFile } from "node:child_process";
import { readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@steadyhand/client/node";
import { expect, it } from "vitest";
import { openSmallDisk } from "./chaos/faults.ts";
import { root, type ServerProcess, startServer, temporaryFolder } from "./running/server-process.ts";

const timeout = 120_000;
const steady = join(root, "packages/cli/bin/steady.mjs");

it("goes on while the disks beside it are full: an output waits in the database, and no backup is half there", {
  timeout,
}, async () => {
  await using closing = new AsyncDisposableStack();
  const folder = temporaryFolder("beside");
  closing.defer(() => folder.remove());
  const disk = openSmallDisk(folder.path, "2m");
  if (disk === undefined) return console.info("no file system of our own can be made here: a full disk is left out");
  closing.defer(() => disk.close());
  const [data, blobs] = [join(folder.path, "data"), join(disk.path, "blobs")];
  let server: ServerProcess | undefined = await startServer(data, { STEADYHAND_BLOBS: blobs });
  closing.defer(async () => void (await server?.stop()));
  const { client } = server;
  expect(await keptAt(client, await run(client, "seq 1 300"))).toMatchObject({ place: "store" });

  const free = fill(disk.path);
  // The outcome is there, and so is what it wrote: where the rest of the record is, with why.
  const executionId = await run(client, "seq 1 400");
  expect(await keptAt(client, executionId)).toMatchObject({
    place: "database",
    why: expect.stringContaining("the disk is full"),
  });
  expect(await outputOf(client, executionId)).toMatch(/^1\n2\n[\s\d]*\n400\n$/);
  expect(readdirSync(blobs, { recursive: true }).filter((name) => /\/\.[0-9a-f]{16}$/.test(String(name)))).toEqual([]);

  const target = join(disk.path, "monday.backup");
  const backup = await create(data, target, { STEADYHAND_BLOBS: blobs });
  expect(backup).toMatchObject({ code: 5, stderr: expect.stringContaining("the disk is full [backup.disk_full]") });
  expect(backup.stderr).toContain("Free some space there");
  expect(readdirSync(disk.path).filter((name) => name.includes("backup"))).toEqual([]);
  const { items } = await client.listAuditEvents({ query: { type: "backup.created" } });
  expect(items).toEqual([]);
  expect(await client.verifyLedger()).toMatchObject({ ok: true });

  free();
  expect(await create(data, target, { STEADYHAND_BLOBS: blobs })).toMatchObject({
    code: 0,
    stderr: expect.any(String),
  });
  await server.stop();
  // What waited is moved at a start, and every five minutes.
  server = await startServer(data, { STEADYHAND_BLOBS: blobs });
  const moved = server.client;
  await until(async () => (await moved.listAuditEvents({ query: { type: "outputs.moved" } })).items.length > 0);
  expect(await outputOf(moved, executionId)).toMatch(/\n400\n$/);
});

async function run(client: Client, command: string): Promise<string> {
  const text = `# Look\n\n1. Look:\n\n   \`\`\`sh\n   ${command}\n   \`\`\`\n`;
  const { runbook } = await client.importRunbook({ body: { text } });
  const { id, steps } = await client.startExecution({ body: { runbookId: runbook.id, environment: "development" } });
  const [step] = steps;
  const body = { type: "grant", digest: step?.approval?.digest ?? "" } as const;
  if (step?.approval) await client.decideApproval({ parameters: { executionId: id, stepId: step.id }, body });
  await until(async () => (await client.getExecution({ parameters: { executionId: id } })).phase === "completed");
  return id;
}

async function keptAt(client: Client, executionId: string): Promise<unknown> {
  const { items } = await client.listAuditEvents({ query: { executionId, type: "step.executed" } });
  expect(items[0]).toMatchObject({ outcome: "ok" });
  const [{ data } = { data: {} }] = items;
  return "kept" in data ? (data.kept as { stdout: unknown }).stdout : undefined; // of every such event
}

async function outputOf(client: Client, executionId: string): Promise<string> {
  const { steps } = await client.getOutputs({ parameters: { executionId } });
  return steps[0]?.attempts[0]?.stdout.text ?? "";
}

/** Takes every byte there is; answers with how to give them back. */
function fill(path: string): () => void {
  const filler = join(path, "filler");
  const { bavail, bsize } = statfsSync(path);
  writeFileSync(filler, Buffer.alloc(bavail * bsize));
  return () => rmSync(filler);
}

function create(data: string, out: string, env: NodeJS.ProcessEnv) {
  const words = [steady, "backup", "create", "--data", data, "--out", out];
  return new Promise<{ code: number | null; stderr: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      words,
      { env: { PATH: process.env.PATH, HOME: data, ...env } },
      (_, __, stderr) => resolve({ code: child.exitCode, stderr }),
    );
  });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await isSo()); ) {
    if (Date.now() > end) throw new Error("it did not come to that");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
