import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { getCompileCacheDir } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type ExecutionKey, systemClock } from "@steadyhand/engine";
import {
  type EmbeddedPostgres,
  openDatabase,
  openEmbeddedPostgres,
  openPgBossQueue,
  type PgBossQueue,
} from "@steadyhand/postgres";
import { Client } from "pg";
import { median, percentile, print } from "./figure.ts";

const log = { info() {}, error: (fields: object, message: string) => console.error(message, fields) };
const keyOf = (name: string): ExecutionKey => ({ tenantId: "ten_bench", executionId: `exe_${name}` });

/** Timers, restarts, rates and idle cost of the queue in the database. */
export async function benchQueue(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "steadyhand-bench-"));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const place = await openEmbeddedPostgres({ directory: join(folder, "postgres"), log });
  opened.defer(() => place.stop());
  await (await openDatabase({ place, log })).close();
  await benchTimers(place);
  await benchRestart(place);
  await benchRate(place);
  await benchIdle(place);
}

const open = (place: EmbeddedPostgres) => openPgBossQueue({ place, log, clock: systemClock, isSoleNode: true });

async function benchTimers(place: EmbeddedPostgres): Promise<void> {
  const queue = await open(place);
  const count = 50;
  const due = new Map<string, number>();
  const late = await new Promise<number[]>((resolve) => {
    const seen: number[] = [];
    const starting = queue.start(async ({ executionId }) => {
      seen.push(Date.now() - (due.get(executionId) ?? 0));
      if (seen.length === count) resolve(seen);
    });
    void starting.then(() => askTimers(queue, count, due));
  });
  await queue.stop();
  const aim = "a timer of 5 s is at most 60 ms late";
  print({ name: "queue.timer_late_p50", value: median(late), unit: "ms", aim, met: median(late) <= 60 });
  print({ name: "queue.timer_late_max", value: Math.max(...late), unit: "ms", aim, met: Math.max(...late) <= 60 });
}

async function askTimers(queue: PgBossQueue, count: number, due: Map<string, number>): Promise<void> {
  for (let n = 0; n < count; n++) {
    const key = keyOf(`timer${n}`);
    const at = Date.now() + 5000;
    due.set(key.executionId, at);
    await queue.enqueue(key, new Date(at));
    // Not all at once: each is to be late by itself.
    await new Promise((resolve) => setTimeout(resolve, 37));
  }
}

const program = fileURLToPath(new URL("queue-program.ts", import.meta.url));

async function benchRestart(place: EmbeddedPostgres): Promise<void> {
  const asking = await open(place);
  const { stop: _stop, ended: _ended, ...text } = place;
  const start = (what: string) => {
    const child = spawn(process.execPath, [program, JSON.stringify(text), what], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
    });
    // Iterated from the start: a line that comes before anybody waits for it is kept.
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  };
  const times: number[] = [];
  const ofQueue: number[] = [];
  for (let n = 0; n < 7; n++) {
    const key = keyOf(`restart${n}`);
    const first = start("hang");
    await asking.enqueue(key);
    await begins(first.lines, key);
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    const startedAt = performance.now();
    const second = start("end");
    ofQueue.push(await begins(second.lines, key));
    times.push(performance.now() - startedAt);
    second.child.kill("SIGKILL");
    await once(second.child, "exit");
  }
  await asking.stop();
  const aim = "after kill -9 overdue work starts at most 1 s after restart";
  const note = "from the start of the new process to the first advance; one of an execution that was being advanced";
  print({ name: "queue.restart_p50", value: median(times), unit: "ms", aim, met: median(times) <= 1000, note });
  print({ name: "queue.restart_max", value: Math.max(...times), unit: "ms", aim, met: Math.max(...times) <= 1000 });
  print({
    name: "queue.restart_queue_p50",
    value: median(ofQueue),
    unit: "ms",
    note: "of these, from opening the queue",
  });
}

/** Waits for the begin of an advance; gives how many ms after the opening of its queue that was. */
async function begins(lines: AsyncIterator<string>, { executionId }: ExecutionKey): Promise<number> {
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const [name, ms] = next.value.split(" ");
    if (name === executionId) return Number(ms);
  }
  throw new Error("the process ended without beginning it");
}

async function benchRate(place: EmbeddedPostgres): Promise<void> {
  const queue = await open(place);
  const count = 2000;
  const keys = Array.from({ length: count }, (_, n) => keyOf(`rate${n}`));
  const askedAt = performance.now();
  for (let n = 0; n < count; n += 50) {
    await Promise.all(keys.slice(n, n + 50).map((key) => queue.enqueue(key)));
  }
  print({ name: "queue.ask_rate", value: (count / (performance.now() - askedAt)) * 1000, unit: "asks/s" });
  const startedAt = performance.now();
  let done = 0;
  await new Promise<void>((resolve) => {
    void queue.start(async () => {
      if (++done === count) resolve();
    });
  });
  const rate = (count / (performance.now() - startedAt)) * 1000;
  print({ name: "queue.advance_rate", value: rate, unit: "advances/s", note: "advances that do nothing, one node" });
  const waits: number[] = [];
  await queue.stop();
  const lively = await open(place);
  let answered = () => {};
  await lively.start(async () => answered());
  for (let n = 0; n < 200; n++) {
    const begun = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const from = performance.now();
    await lively.enqueue(keyOf(`now${n}`));
    await begun;
    waits.push(performance.now() - from);
  }
  await lively.stop();
  print({ name: "queue.now_p50", value: median(waits), unit: "ms", note: "from asking to the begin of the advance" });
  print({ name: "queue.now_p99", value: percentile(waits, 0.99), unit: "ms" });
}

/** What a thousand executions cost that wait for a person, beside none. */
async function benchIdle(place: EmbeddedPostgres): Promise<void> {
  const watching = new Client({ host: place.socketFolder, user: place.adminRole, database: "postgres" });
  await watching.connect();
  const idle = async () => {
    const queue = await open(place);
    await queue.start(async () => {});
    const from = await transactions(watching, place);
    const windowMs = 20_000;
    await new Promise((resolve) => setTimeout(resolve, windowMs));
    const heap = settledHeap();
    const queries = ((await transactions(watching, place)) - from) * (60_000 / windowMs);
    await queue.stop();
    return { queries, heap };
  };
  const none = await idle();
  const asking = await open(place);
  const later = Date.now() + 900_000;
  for (let n = 0; n < 1000; n++) await asking.enqueue(keyOf(`idle${n}`), new Date(later + n * 1000));
  await asking.stop();
  const thousand = await idle();
  await watching.end();
  const note = `${none.queries} with none waiting`;
  print({ name: "queue.idle_queries", value: thousand.queries, unit: "queries/min at 1,000 waiting", note });
  const added = Math.max(0, thousand.queries - none.queries) / 1000;
  const aim = "an idle waiting execution costs about no queries";
  print({ name: "queue.idle_queries_each", value: added, unit: "queries/min", aim, met: added < 0.05 });
  const bytes = Math.max(0, thousand.heap - none.heap) / 1000;
  print({ name: "queue.idle_memory_each", value: bytes, unit: "bytes", note: "heap of the process" });
}

async function transactions(client: Client, { database }: EmbeddedPostgres): Promise<number> {
  // What a session did is told within a second of its end of a transaction, and it is asked once more after that.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const { rows } = await client.query("SELECT xact_commit::integer AS count FROM pg_stat_database WHERE datname = $1", [
    database,
  ]);
  return rows[0].count;
}

function settledHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
