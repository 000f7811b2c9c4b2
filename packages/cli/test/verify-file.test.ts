import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type AuditEventDraft, emptyChain, sealEvents, signingKeyOf, writeExport } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { afterAll, expect, it } from "vitest";
import { steadyBin } from "./run-steady.ts";

const folder = mkdtempSync(join(tmpdir(), "steady-verify-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tenantId: TenantId = "ten_one";
const { privateKey } = generateKeyPairSync("ed25519");
const key = signingKeyOf(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
writeFileSync(join(folder, "key.pub"), key.publicKeyPem);

/** Says when another thread is there, and when a thread that was asked has answered. */
const watching = `
  import { isMainThread } from "node:worker_threads";
  if (isMainThread) process.on("worker", (worker) => worker.on("message", (said) => {
    process.stderr.write(said === "there" ? "A thread is there\\n" : "A thread answered\\n");
  }));`;

it("lets every core look at a large export, whole or not, and says what one would", async () => {
  const text = (await exported(4_000)).join("\n");
  const whole = await verifying(text);
  expect(whole).toMatchObject({ code: 0, said: { ok: true, events: 4_000 } });
  const place = text.lastIndexOf("restart");
  const edited = await verifying(`${text.slice(0, place)}destroy${text.slice(place + 7)}`);
  expect(edited).toMatchObject({ code: 7, said: { ok: false, code: "ledger.edited", sequence: 4_000, events: 3_999 } });
});

const hasOtherCores = availableParallelism() > 1;

/** Gives the program half of a file and, once another thread is there, the rest. */
async function verifying(text: string) {
  const child = spawn(process.execPath, [steadyBin, "audit", "verify", "-", "--key", "key.pub", "--json"], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder },
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(watching)}`,
    },
  });
  let [talk, said] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    said += more;
  });
  child.stderr.setEncoding("utf8").on("data", (more: string) => {
    if (!talk.includes("is there") && `${talk}${more}`.includes("is there"))
      child.stdin.end(text.slice(text.length / 2));
    talk += more;
  });
  if (hasOtherCores) child.stdin.write(text.slice(0, text.length / 2));
  else child.stdin.end(text);
  const [code] = await once(child, "close");
  expect(talk.includes("A thread answered")).toBe(hasOtherCores);
  return { code, said: JSON.parse(said) };
}

async function exported(count: number): Promise<string[]> {
  const drafts: AuditEventDraft[] = Array.from({ length: count }, (_, n) => ({
    type: "step.executed",
    actor: { kind: "person", id: "act_riley", name: "Riley" },
    outcome: "ok",
    why: "restart the service",
    data: { n, note: "x".repeat(100) },
  }));
  const at = new Date("2026-03-01T03:00:00.000Z");
  const rows = sealEvents({ drafts, tenantId, at, after: emptyChain }).map(({ event, text, hash }) => ({
    ...{ sequence: event.sequence, text, hash },
  }));
  const input = { tenantId, filter: {}, first: 1, last: count, rows: [rows], exportedAt: () => at, key };
  const lines: string[] = [];
  for await (const line of writeExport(input)) lines.push(line);
  return lines;
}
