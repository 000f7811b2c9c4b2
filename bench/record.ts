import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type LedgerFilter, systemClock } from "@steadyhand/engine";
import {
  createStores,
  type EmbeddedPostgres,
  openDatabase,
  openEmbeddedPostgres,
  openLedgerKey,
  type Stores,
} from "@steadyhand/postgres";
import { Client } from "pg";
import { percentile, print } from "./figure.ts";

const tenantId = "ten_bench";
/** How long the record is that is searched: 10 million unless told, which takes minutes and 15 GB of disk. */
const events = Number(process.env.STEADYHAND_BENCH_EVENTS ?? 10_000_000);
const exported = Number(process.env.STEADYHAND_BENCH_EXPORTED ?? 1_000_000);
const perExecution = 50;
const months = 12;

/** Pages of a long record, and what taking it out needs: neither may grow with how long it is. */
export async function benchRecord(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "steadyhand-bench-"));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const log = { info() {}, error: (fields: object, message: string) => console.error(message, fields) };
  const place = await openEmbeddedPostgres({ directory: join(folder, "postgres"), log });
  opened.defer(() => place.stop());
  const database = await openDatabase({ place, log });
  opened.defer(() => database.close());
  const signingKey = await openLedgerKey(folder);
  const open = () =>
    createStores({ database, signingKey, anchorFile: join(folder, "anchors"), clock: systemClock, log });
  const stores = await open();
  await stores.ledger.append("ten_few", [event(0)]);
  for (const [tenant, count] of [["ten_few", exported / 10] as const, ["ten_many", exported] as const]) {
    process.stderr.write(`appending ${count} events to ${tenant}\n`);
    const batch = 1_000;
    for (let from = 0; from < count; from += batch) {
      await stores.ledger.append(
        tenant,
        Array.from({ length: batch }, (_, index) => event(from + index)),
      );
    }
  }
  await stores.close();
  await benchExport(place, folder);
  await fill(place);
  // Not signed: what was filled in is no chain, and to look at it needs none.
  await benchPages((await openForReading(database, folder, log)).ledger);
}

const openForReading = async (
  database: Awaited<ReturnType<typeof openDatabase>>,
  folder: string,
  log: { info(): void; error(fields: object, message: string): void },
): Promise<Stores> =>
  createStores({
    database,
    signingKey: await openLedgerKey(folder),
    anchorFile: join(folder, "anchors-of-none"),
    clock: systemClock,
    log: { ...log, error() {} },
  });

const event = (index: number) =>
  ({
    type: "ledger.verified",
    actor: { kind: "system", id: "act_bench", name: "bench" },
    outcome: "ok",
    why: `event ${index} of a benchmark, long enough to be like the real ones`,
    data: { index, digest: "0".repeat(64), note: "x".repeat(200) },
  }) as const;

/** Each in a process of its own, whose largest size the system tells. */
async function benchExport(place: EmbeddedPostgres, folder: string): Promise<void> {
  const program = fileURLToPath(new URL("export-program.ts", import.meta.url));
  const { socketFolder, adminRole, ownerRole, appRole, database, kind } = place;
  const address = JSON.stringify({ kind, socketFolder, adminRole, ownerRole, appRole, database });
  const sizes: number[] = [];
  for (const tenant of ["ten_few", "ten_many"]) {
    const { stdout } = await promisify(execFile)(process.execPath, [program, address, folder, tenant]);
    const { count, bytes, ms, peakMiB } = JSON.parse(stdout);
    sizes.push(peakMiB);
    print({
      name: `record.export.${count}`,
      value: (count / ms) * 1000,
      unit: "events/s",
      note: `JSON Lines, every event checked, ${Math.round(bytes / 1024 / 1024)} MiB, process at most ${Math.round(peakMiB)} MiB`,
    });
  }
  const [few = Number.NaN, many = Number.NaN] = sizes;
  print({
    name: "record.export.memory",
    value: many / few,
    unit: "ratio",
    aim: "<= 1.25",
    met: many / few <= 1.25,
    note: `largest size of the process with ${exported} events to that with a tenth of them`,
  });
}

/** Rows as the record has them, spread over a year of months, by the database itself. */
async function fill(place: EmbeddedPostgres): Promise<void> {
  const client = new Client({ host: place.socketFolder, user: place.adminRole, database: place.database });
  await client.connect();
  await client.query("SET search_path TO steadyhand; SET synchronous_commit TO off; SET maintenance_work_mem TO '1GB'");
  await client.query(monthsSql);
  await client.query(executionsSql);
  const step = 500_000;
  for (let from = 1; from <= events; from += step) {
    process.stderr.write(`filling in ${from} to ${Math.min(events, from + step - 1)} of ${events}\n`);
    await client.query(eventsSql(from, Math.min(events, from + step - 1)));
  }
  await client.query(`INSERT INTO audit_head VALUES ('${tenantId}', ${events}, repeat('0', 64))`);
  process.stderr.write("analyzing\n");
  await client.query("VACUUM ANALYZE audit_event");
  await client.query("ANALYZE execution");
  await client.end();
}

const start = `date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + interval '1 month'`;
const monthsSql = `DO $$ DECLARE month timestamptz := ${start}; name text; BEGIN
  FOR n IN 0..${months - 1} LOOP
    name := 'audit_event_bench_' || n;
    EXECUTE format('CREATE TABLE %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)', name,
      month + n * interval '1 month', month + (n + 1) * interval '1 month');
  END LOOP; END $$`;
const at = (number: string) => `${start} + (${number})::float8 / ${events} * interval '${months * 30} days'`;
const executionsSql = `INSERT INTO execution (tenant_id, id, sequence, phase, started_at, ended_at, summary, document, subject,
    project, environment, runbook_id, started_by)
  SELECT '${tenantId}', 'exe_' || n, 1, 'completed', ${at(`n * ${perExecution}`)}, ${at(`n * ${perExecution}`)}, '{}', '{}',
    's-' || n % 500, 'default', 'production', 'rbk_' || n % 200, 'act_riley'
  FROM generate_series(0, ${Math.ceil(events / perExecution)}) AS n`;
const eventsSql = (from: number, to: number) => `
  INSERT INTO audit_event (tenant_id, sequence, type, actor_id, execution_id, execution_sequence, part, runbook_id, outcome, at,
      text, hash)
  SELECT '${tenantId}', n, type, actor, execution, n % ${perExecution}, 0, runbook, outcome, at,
    '{"actor":{"id":"' || actor || '","kind":"person","name":"Person ' || actor || '"},"at":"' ||
      to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","data":{"note":"' || repeat('x', 300) ||
      '"},"environment":"' || CASE WHEN n % 7 = 0 THEN 'lab' ELSE 'production' END || '","executionId":"' || execution ||
      '","level":2,"outcome":"' || outcome || '","previous":"' || repeat('0', 64) || '","runbookId":"' || runbook ||
      '","sequence":' || n || ',"tenantId":"${tenantId}","type":"' || type || '","version":1,"why":"event ' || n || '"}',
    repeat('0', 64)
  FROM (
    SELECT n, ${at("n")} AS at, 'act_' || n % 400 AS actor, 'exe_' || n / ${perExecution} AS execution,
      'rbk_' || n / ${perExecution} % 200 AS runbook, CASE WHEN n % 5000 = 0 THEN 'failed' ELSE 'ok' END AS outcome,
      (ARRAY['step.proposed', 'step.approved', 'step.dispatched', 'step.executed', 'step.verified'])[1 + n % 5] AS type
    FROM generate_series(${from}, ${to}) AS n
  ) made`;

/** What people ask of a record, each a number of times with other values. */
function questions(): Readonly<Record<string, () => LedgerFilter>> {
  const any = (below: number) => Math.floor(Math.random() * below);
  const spanMs = months * 30 * 86_400_000;
  const begun = new Date();
  const first = Date.UTC(begun.getUTCFullYear(), begun.getUTCMonth() + 1, 1);
  const moment = () => new Date(first + any(spanMs));
  const after = (from: Date, hours: number) => new Date(from.getTime() + hours * 3_600_000);
  return {
    newest: () => ({}),
    type: () => ({ type: "step.verified" }),
    "type with a prefix": () => ({ type: "step.*" }),
    execution: () => ({ executionId: `exe_${any(events / perExecution)}` }),
    actor: () => ({ actorId: `act_${any(400)}` }),
    "actor by name": () => ({ actorName: `Person act_${any(400)}` }),
    "an hour": () => {
      const since = moment();
      return { since, until: after(since, 1) };
    },
    "a week's failures": () => {
      const since = moment();
      return { since, until: after(since, 168), outcome: "failed" };
    },
    "an actor's day": () => {
      const since = moment();
      return { since, until: after(since, 24), actorId: `act_${any(400)}` };
    },
    subject: () => ({ subject: `s-${any(500)}` }),
    runbook: () => ({ runbookId: `rbk_${any(200)}` }),
    environment: () => ({ environment: "lab" }),
    failures: () => ({ outcome: "failed" }),
    "nothing there": () => ({ type: "policy.*" }),
  };
}

async function benchPages(ledger: Stores["ledger"]): Promise<void> {
  const times = 40;
  const all: number[] = [];
  for (const [name, filter] of Object.entries(questions())) {
    const taken: number[] = [];
    for (let turn = -5; turn < times; turn++) {
      const asked = filter();
      const from = performance.now();
      await ledger.list(tenantId, asked, { limit: 50 });
      if (turn >= 0) taken.push(performance.now() - from);
    }
    all.push(...taken);
    const p95 = percentile(taken, 0.95);
    print({
      name: `record.list.${name}`,
      value: p95,
      unit: "ms p95",
      aim: "<= 50",
      met: p95 <= 50,
      note: `of ${events}`,
    });
  }
  const p95 = percentile(all, 0.95);
  print({
    name: "record.list",
    value: p95,
    unit: "ms p95",
    aim: "<= 50",
    met: p95 <= 50,
    note: `all questions, of ${events}`,
  });
}
