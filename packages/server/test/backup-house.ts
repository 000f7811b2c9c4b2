import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionWire } from "@steadyhand/api";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import { createLog } from "@steadyhand/server";
import { type CreateOptions, createBackup, type RestoreOptions, restoreBackup } from "@steadyhand/server/backup";
import { openTestServer, type TestServer } from "./open-test-server.ts";

export const riley = { kind: "person", id: "act_riley", name: "riley" } as const;
const log = createLog({ level: "error" });

/** What stands in outputs, people's reasons and the like, and must not be readable in a sealed backup. */
export const canary = "a-canary-that-sings";

/** A server with one run completed, one running, one that waits for a person, a schedule, and a second tenant. */
export interface BackupHouse {
  readonly folder: string;
  readonly server: TestServer;
  readonly completed: string;
  readonly running: string;
  readonly waiting: string;
  create(options?: Partial<CreateOptions>): ReturnType<typeof createBackup>;
  restore(file: string, to: string, options?: Partial<RestoreOptions>): ReturnType<typeof restoreBackup>;
  close(): Promise<void>;
}

export async function openBackupHouse(): Promise<BackupHouse> {
  const folder = mkdtempSync(join(tmpdir(), "steadyhand-backup-"));
  const server = await openTestServer({ dataFolder: join(folder, "data") });
  const completed = await approve(server, await start(server, `echo ${canary}`));
  await phaseOf(server, completed, "completed");
  const mark = join(folder, "begun");
  const running = await approve(server, await start(server, `touch ${mark}; sleep 300`));
  await until(async () => existsSync(mark));
  const waiting = (await start(server, "touch /tmp/never")).id;
  const { runbook } = await server.client.importRunbook({ body: { text: runbookOf("echo scheduled") } });
  await server.client.addSchedule({
    body: {
      ...{ name: "Nightly", start: { runbookId: runbook.id, environment: "test" } },
      timing: { kind: "after", seconds: 3_600 },
    },
  });
  for (let number = 1; number <= 5; number++) await server.services.ledger.append("ten_other", [happened(number)]);
  await server.client.verifyLedger();
  let files = 0;
  return {
    ...{ folder, server, completed, running, waiting },
    create: (options) =>
      createBackup({
        ...{ dataFolder: server.dataFolder, file: join(folder, `${++files}.backup`), by: riley, log },
        ...{ outputs: join(server.dataFolder, "blobs"), machineName: "test-host", now: () => new Date() },
        ...options,
      }),
    restore: (file, to, options) => restoreBackup({ file, dataFolder: join(folder, to), by: riley, log, ...options }),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function happened(number: number): AuditEventDraft {
  const why = `tab\t, line\n, back\\slash, \\N and \u{1f9ed} ${number}`;
  return { type: "person.added", actor: riley, outcome: "ok", why, data: { number } };
}

export const runbookOf = (command: string) => `# Do it\n\n1. Do it:\n\n   \`\`\`sh\n   ${command}\n   \`\`\`\n`;

export async function start({ client }: TestServer, command: string): Promise<ExecutionWire> {
  const { runbook } = await client.importRunbook({ body: { text: runbookOf(command) } });
  return client.startExecution({ body: { runbookId: runbook.id, environment: "development" } });
}

export async function approve({ client }: TestServer, { id: executionId, steps }: ExecutionWire): Promise<string> {
  const step = steps.find(({ isCurrent }) => isCurrent);
  await client.decideApproval({
    parameters: { executionId, stepId: step?.id ?? "" },
    body: { type: "grant", digest: step?.approval?.digest ?? "none" },
  });
  return executionId;
}

export async function phaseOf({ client }: TestServer, executionId: string, phase: string): Promise<void> {
  await until(async () => (await client.getExecution({ parameters: { executionId } })).phase === phase);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await isSo()); ) {
    if (Date.now() > end) throw new Error("it did not come to that");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
