import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Client } from "@steadyhand/client/node";
import { startServer } from "../test/running/server-process.ts";
import { median, print } from "./figure.ts";

const main = join(dirname(fileURLToPath(import.meta.url)), "../packages/server/src/main.ts");

/** From the command to the printed link, on a folder that exists, and what it then holds in memory. */
export async function benchServer(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "steadyhand-bench-"));
  try {
    const first = await start(folder);
    print({ name: "server.first_start", value: first.readyMs, unit: "ms", note: "with initdb and migrations" });
    await first.stop();
    const readyMs: number[] = [];
    let residentMiB = 0;
    for (let round = 0; round < 5; round++) {
      const server = await start(folder);
      readyMs.push(server.readyMs);
      residentMiB = server.residentMiB();
      await server.stop();
    }
    const ready = median(readyMs);
    print({ name: "server.start_to_ready", value: ready, unit: "ms", aim: "<= 3000 ms", met: ready <= 3000 });
    print({
      name: "server.resident_idle",
      value: residentMiB,
      unit: "MiB",
      aim: "<= 250 MiB",
      met: residentMiB <= 250,
      note: "server and spawn helper, PostgreSQL apart",
    });
    await benchOverdue(join(folder, "overdue"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the start of a server that was killed to what it did that had come due meanwhile: here, a question that expired. */
async function benchOverdue(folder: string): Promise<void> {
  mkdirSync(folder);
  const clockFile = join(folder, "clock");
  const afterMs: number[] = [];
  const text = "# Look\n\n```bash\nuptime\n```\n";
  let offsetMs = 0;
  const setClock = (minutes: number) => {
    offsetMs += minutes * 60_000;
    writeFileSync(clockFile, String(offsetMs));
  };
  setClock(0);
  for (let round = 0; round < 6; round++) {
    const before = await startServer(folder, { STEADYHAND_TEST_CLOCK_FILE: clockFile });
    const { runbook } = await before.client.importRunbook({ body: { text } });
    const { id } = await before.client.startExecution({ body: { runbookId: runbook.id, environment: "test" } });
    await before.kill();
    setClock(30);
    const startedAtMs = Date.now();
    const after = await startServer(folder, { STEADYHAND_TEST_CLOCK_FILE: clockFile });
    afterMs.push(Date.parse(await expiredAt(after.client, id)) - offsetMs - startedAtMs);
    await after.stop();
  }
  const overdue = median(afterMs.slice(1));
  const aim = "<= 1000 ms after a restart";
  const note = "the whole server with its own database, both killed or left over";
  print({ name: "server.overdue_after_restart", value: overdue, unit: "ms", aim, met: overdue <= 1000, note });
}

async function expiredAt(client: Client, executionId: string): Promise<string> {
  for (;;) {
    const { items } = await client.listAuditEvents({ query: { type: "approval.expired", executionId } });
    const [event] = items;
    if (event !== undefined) return event.at;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function start(folder: string) {
  const startedAt = process.hrtime.bigint();
  const child = spawn(process.execPath, [main, "--data", folder, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  child.on("exit", () => end());
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (bytes: Buffer) => {
      if (bytes.toString().includes("http://")) resolve();
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
  const pid = child.pid ?? 0;
  return {
    readyMs: Number(process.hrtime.bigint() - startedAt) / 1e6,
    residentMiB: () =>
      [pid, ...childrenOf(pid).filter(isNode)].reduce((sum, each) => sum + residentKiB(each), 0) / 1024,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
}

const isNode = (pid: number): boolean => /node/.test(readFileSync(`/proc/${pid}/comm`, "utf8"));

function residentKiB(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)?.[1] ?? 0);
}
