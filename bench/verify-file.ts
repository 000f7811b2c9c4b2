import { hash } from "node:crypto";
import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import {
  type AuditEventDraft,
  type ChainLink,
  type ExportRow,
  emptyChain,
  type SigningKey,
  sealEvents,
  verifyExportBytes,
  writeExport,
} from "@steadyhand/core/audit";
import { checkOnThreads } from "../packages/cli/src/commands/audit/check-on-threads.ts";
import { verifyExport } from "../packages/verify/src/verify.mjs";
import { median, print, ratio } from "./figure.ts";

const tenantId = "ten_bench";
const count = 1_000_000;
const rounds = 3;
const script = fileURLToPath(new URL("../packages/cli/src/commands/audit/stretch-thread.ts", import.meta.url));

/**
 * Checking a file of many events: by all cores, as `steady audit verify FILE` does, by one, and by the auditor's program. Beside
 * them, in the same rounds, what none can go below on one thread: hashing each text and as many nodes of the tree.
 */
export async function benchVerifyFile(key: SigningKey, folder: string): Promise<void> {
  const path = join(folder, "many.jsonl");
  await pipeline(lines(key), createWriteStream(path));
  const { publicKeyPem } = key;
  const read = () => createReadStream(path, { highWaterMark: 1024 * 1024 });
  const cores = availableParallelism();
  const texts = readTexts(path);
  const contestants = {
    threads: async () => {
      const threads = checkOnThreads({ others: cores - 1, script });
      const report = await verifyExportBytes(read(), { publicKeyPem, check: threads.check, ahead: threads.ahead });
      await threads.close();
      return report.events;
    },
    oneThread: async () => (await verifyExportBytes(read(), { publicKeyPem })).events,
    program: async () => verifyExport({ path, publicKeyPem }).events,
    hashing: async () => hashAll(texts),
  };
  const took = await inTurn(contestants);
  const figure = (name: string, { ms, cpuUs }: Took, what: string) => {
    const value = (1000 * count) / median(ms);
    const note = `${what}; ${count} events, ${median(cpuUs).toPrecision(3)} us of CPU each`;
    return { name, value, unit: "events/s", note };
  };
  const all = figure("ledger.verify.file", took.threads, `${cores} threads, their start included`);
  print({ ...all, aim: ">= 400000", met: all.value >= 400_000 });
  print(figure("ledger.verify.file.one_thread", took.oneThread, "one thread"));
  print(figure("ledger.verify.program", took.program, "the auditor's program, one thread"));
  print(figure("ledger.verify.hashing_alone", took.hashing, "each text and a node of the tree hashed on one thread"));
  const beside = { unit: "times", note: "events/s to those of hashing alone on one thread, in the same rounds" };
  print({ name: "ledger.verify.file.vs_hashing", value: ratio(took.hashing.ms, took.threads.ms), ...beside });
  print({ name: "ledger.verify.one_thread.vs_hashing", value: ratio(took.hashing.ms, took.oneThread.ms), ...beside });
  print({ name: "ledger.verify.program.vs_hashing", value: ratio(took.hashing.ms, took.program.ms), ...beside });
}

async function* lines(key: SigningKey): AsyncGenerator<string> {
  const at = new Date();
  const input = { tenantId, filter: {}, first: 1, last: count, exportedAt: () => at, key } as const;
  for await (const line of writeExport({ ...input, rows: rows(at) })) yield `${line}\n`;
}

function* rows(at: Date): Generator<ExportRow[]> {
  let after: ChainLink = emptyChain;
  while (after.sequence < count) {
    const drafts = Array.from({ length: 1_000 }, (_, n) => draft(after.sequence + n));
    const sealed = sealEvents({ drafts, tenantId, at, after });
    yield sealed.map(({ event, text, hash }) => ({ sequence: event.sequence, text, hash }));
    after = { sequence: after.sequence + sealed.length, hash: sealed.at(-1)?.hash ?? "" };
  }
}

const draft = (index: number): AuditEventDraft => ({
  type: "ledger.verified",
  actor: { kind: "system", id: "act_bench", name: "bench" },
  outcome: "ok",
  why: `event ${index} of a benchmark, long enough to be like the real ones`,
  data: { index, digest: "0".repeat(64), note: "x".repeat(200) },
});

/** A file in memory and where its events' texts begin and end: as few objects as can be, since the collector walks them. */
interface Texts {
  readonly bytes: Buffer;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

function readTexts(path: string): Texts {
  const [bytes, starts, ends] = [readFileSync(path), new Float64Array(count), new Float64Array(count)];
  let start = bytes.indexOf("\n") + 1;
  for (let n = 0; n < count; n++) {
    const end = bytes.indexOf("\n", start);
    starts[n] = start + '{"event":'.length;
    ends[n] = end - 75;
    start = end + 1;
  }
  return { bytes, starts, ends };
}

function hashAll({ bytes, starts, ends }: Texts): number {
  const pair = Buffer.alloc(65, 1);
  for (let n = 0; n < count; n++) {
    hash("sha256", bytes.subarray(starts[n], ends[n]), "hex");
    hash("sha256", pair, "hex");
  }
  return count;
}

interface Took {
  readonly ms: number[];
  readonly cpuUs: number[];
}

/** Round after round, so that a machine that gets slower slows all of them. */
async function inTurn<Name extends string>(
  contestants: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, Took>> {
  const names = Object.keys(contestants) as Name[];
  const took = Object.fromEntries(names.map((name) => [name, { ms: [], cpuUs: [] }])) as unknown as Record<Name, Took>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const [cpu, startedAt] = [process.cpuUsage(), performance.now()];
      const events = await contestants[name]();
      const { user, system } = process.cpuUsage(cpu);
      if (events !== count) throw new Error(`${name} found ${events} of ${count} events whole`);
      took[name].ms.push(performance.now() - startedAt);
      took[name].cpuUs.push((user + system) / count);
    }
  }
  return took;
}
