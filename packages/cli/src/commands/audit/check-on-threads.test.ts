import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  type AuditEventDraft,
  emptyChain,
  type StretchCheck,
  sealEvents,
  signingKeyOf,
  verifyExportBytes,
  writeExport,
} from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { checkOnThreads, type ThreadedCheck } from "./check-on-threads.ts";

const folder = mkdtempSync(join(tmpdir(), "steadyhand-threads-"));
afterAll(() => rmSync(folder, { recursive: true }));

const own = fileURLToPath(new URL("stretch-thread.ts", import.meta.url));
const { privateKey } = generateKeyPairSync("ed25519");
const key = signingKeyOf(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
const { publicKeyPem } = key;
const tenantId: TenantId = "ten_one";
const lines = await exportedLines();

let started = 0;
const count = () => {
  started += 1;
};
beforeEach(() => {
  started = 0;
  process.on("worker", count);
  return () => void process.off("worker", count);
});

describe("checking an export on several threads", () => {
  it("gives the report of one thread, of a whole export and of one that was tampered with", async () => {
    await using threads = opened(checkOnThreads({ others: 2, script: own }));
    await untilAnswered(threads);
    const asked = counting(threads.check);
    for (const read of [lines, edited(70), lines.toSpliced(50, 1), swapped(40, 90), lines.slice(0, 80)]) {
      const options = { publicKeyPem, check: asked.check, ahead: threads.ahead };
      expect(await verifyExportBytes(chunks(read), options)).toEqual(await alone(read));
    }
    expect(started).toBe(2);
    expect(asked.ofOthers()).toBeGreaterThan(0);
  });

  it.each([
    ["ends by itself", "process.exit(0)"],
    ["fails", "throw new Error('out of order')"],
    ["answers what cannot be read", "parentPort.postMessage({ then: null }); process.exit(1)"],
  ])("reads by itself what a thread had in hand that %s", async (_what, does) => {
    const script = join(folder, `${does.length}.mjs`);
    const code = `import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { ${does} }); parentPort.postMessage("there");`;
    writeFileSync(script, code);
    for (const read of [lines, edited(30), edited(110)]) {
      await using threads = opened(checkOnThreads({ others: 2, script }));
      await untilAnswered(threads);
      const options = { publicKeyPem, check: threads.check, ahead: threads.ahead };
      expect(await verifyExportBytes(chunks(read), options)).toEqual(await alone(read));
    }
  });

  it("goes on alone where no thread can start", async () => {
    await using threads = opened(checkOnThreads({ others: 2, script: join(folder, "absent.mjs") }));
    for (const read of [lines, edited(110)]) {
      const options = { publicKeyPem, check: threads.check, ahead: threads.ahead };
      expect(await verifyExportBytes(chunks(read), options)).toEqual(await alone(read));
    }
  });

  it("starts no thread for a small file, nor where there is one core", async () => {
    await using threads = opened(checkOnThreads({ others: 2, script: own }));
    await using none = opened(checkOnThreads({ others: 0, script: own }));
    const options = { publicKeyPem, check: threads.check, ahead: threads.ahead };
    expect(await verifyExportBytes(chunks(lines, 50_000), options)).toMatchObject({ ok: true });
    expect(await verifyExportBytes(chunks(lines), { publicKeyPem, check: none.check })).toMatchObject({ ok: true });
    expect(started).toBe(0);
  });
});

async function exportedLines(): Promise<string[]> {
  const drafts: AuditEventDraft[] = Array.from({ length: 120 }, (_, n) => ({
    type: "step.executed",
    actor: { kind: "person", id: "act_riley", name: "Riley é" },
    outcome: "ok",
    why: "restart the service",
    data: { n },
  }));
  const at = new Date("2026-03-01T03:00:00.000Z");
  const rows = sealEvents({ drafts, tenantId, at, after: emptyChain }).map(({ event, text, hash }) => ({
    ...{ sequence: event.sequence, text, hash },
  }));
  const input = { tenantId, filter: {}, first: 1, last: 120, rows: [rows], exportedAt: () => at, key };
  const all: string[] = [];
  for await (const line of writeExport(input)) all.push(line);
  return all;
}

const edited = (n: number) => lines.with(n, (lines[n] ?? "").replace("restart", "destroy"));
const swapped = (one: number, other: number) => lines.with(one, lines[other] ?? "").with(other, lines[one] ?? "");
const alone = (read: readonly string[]) => verifyExportBytes([bytesOf(read)], { publicKeyPem });
const bytesOf = (read: readonly string[]) => Buffer.from(read.map((line) => `${line}\n`).join(""));

function chunks(read: readonly string[], size = 2_000): Buffer[] {
  const bytes = bytesOf(read);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
}

/** Asks until another thread is there to answer. */
async function untilAnswered({ check }: ThreadedCheck): Promise<void> {
  const block = bytesOf(lines.slice(1, 2));
  for (let answer = check(block); ; answer = check(block)) {
    if (answer instanceof Promise) return void (await answer);
    await setImmediate();
  }
}

function counting(check: StretchCheck) {
  let others = 0;
  return {
    ofOthers: () => others,
    check: ((block) => {
      const answer = check(block);
      if (answer instanceof Promise) others += 1;
      return answer;
    }) satisfies StretchCheck,
  };
}

const opened = (threads: ThreadedCheck) => ({ ...threads, [Symbol.asyncDispose]: threads.close });
