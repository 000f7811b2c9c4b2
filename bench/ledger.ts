import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ledger, systemClock } from "@steadyhand/engine";
import {
  createStores,
  type EmbeddedPostgres,
  openDatabase,
  openEmbeddedPostgres,
  openLedgerKey,
} from "@steadyhand/postgres";
import { Client, Pool } from "pg";
import { median, print, ratio } from "./figure.ts";
import { benchVerifyFile } from "./verify-file.ts";

const tenantId = "ten_bench";

const event = (index: number) =>
  ({
    type: "ledger.verified",
    actor: { kind: "system", id: "act_bench", name: "bench" },
    outcome: "ok",
    why: `event ${index} of a benchmark, long enough to be like the real ones`,
    data: { index, digest: "0".repeat(64), note: "x".repeat(200) },
  }) as const;

/** Durable appends beside a plain insert on the same database in the same rounds; verifying live and from a file. */
export async function benchLedger(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "steadyhand-bench-"));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const log = { info() {}, error: (fields: object, message: string) => console.error(message, fields) };
  const place = await openEmbeddedPostgres({ directory: join(folder, "postgres"), log });
  opened.defer(() => place.stop());
  const database = await openDatabase({ place, log });
  opened.defer(() => database.close());
  const signingKey = await openLedgerKey(folder);
  const stores = await createStores({
    database,
    signingKey,
    anchorFile: join(folder, "anchors"),
    clock: systemClock,
    log,
  });
  opened.defer(() => stores.close());
  const plain = new Client({ host: place.socketFolder, user: place.adminRole, database: "postgres" });
  await plain.connect();
  opened.defer(() => plain.end());
  await benchAppend(stores.ledger, plain);
  await benchWriters(stores.ledger, place);
  await benchTenants(stores.ledger, place);
  await benchBatch(stores.ledger, plain);
  await benchVerify(stores.ledger);
  await benchVerifyFile(signingKey, folder);
}

async function benchAppend(ledger: Ledger, plain: Client): Promise<void> {
  await plain.query("CREATE TABLE bench_row (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)");
  const batch = 50;
  const appendMs: number[] = [];
  const insertMs: number[] = [];
  for (let round = -3; round < 30; round++) {
    const append = await elapsedMs(batch, (index) => ledger.append(tenantId, [event(index)]));
    const insert = await elapsedMs(batch, (index) =>
      plain.query("INSERT INTO bench_row (body) VALUES ($1)", [JSON.stringify(event(index))]),
    );
    if (round < 0) continue;
    appendMs.push(append / batch);
    insertMs.push(insert / batch);
  }
  const note = "one at a time, durable, chained";
  print({ name: "ledger.append", value: 1000 / median(appendMs), unit: "events/s", note });
  print({
    name: "ledger.plain_insert",
    value: 1000 / median(insertMs),
    unit: "rows/s",
    note: "one row, same database",
  });
  const beside = ratio(appendMs, insertMs);
  print({
    name: "ledger.append.vs_plain_insert",
    value: beside,
    unit: "ratio",
    aim: "<= 1.3",
    met: beside <= 1.3,
    note: "time an event to time a row",
  });
}

/** Eight who append to one chain at once, beside eight connections whose rows a trigger chains. */
async function benchWriters(ledger: Ledger, place: EmbeddedPostgres): Promise<void> {
  const writers = 8;
  const each = 25;
  const clients = await Promise.all(
    Array.from({ length: writers }, async () => {
      const client = new Client({ host: place.socketFolder, user: place.adminRole, database: "postgres" });
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query(triggerSql);
  const oursMs: number[] = [];
  const triggerMs: number[] = [];
  const together = (one: (writer: number, index: number) => Promise<unknown>) =>
    elapsedMs(1, () =>
      Promise.all(
        Array.from({ length: writers }, async (_, writer) => {
          for (let index = 0; index < each; index++) await one(writer, index);
        }),
      ),
    );
  for (let round = -2; round < 12; round++) {
    const ours = await together((_, index) => ledger.append(tenantId, [event(index)]));
    const trigger = await together(async (writer, index) =>
      clients[writer]?.query("INSERT INTO bench_chained (body) VALUES ($1)", [JSON.stringify(event(index))]),
    );
    if (round < 0) continue;
    oursMs.push(ours);
    triggerMs.push(trigger);
  }
  await Promise.all(clients.map((client) => client.end()));
  const count = writers * each;
  const note = "8 writers, one chain, each append durable before it is answered";
  print({ name: "ledger.append.8_writers", value: (1000 * count) / median(oursMs), unit: "events/s", note });
  const trigger = (1000 * count) / median(triggerMs);
  print({
    name: "ledger.trigger_chain.8_writers",
    value: trigger,
    unit: "rows/s",
    note: "chained by a trigger, sha256 in the database",
  });
  const faster = ratio(triggerMs, oursMs);
  print({ name: "ledger.append.vs_trigger", value: faster, unit: "times", aim: ">= 3", met: faster >= 3 });
}

/** Each of 32 tenants appends one event after the other, all of them at once; beside as many who insert plain rows. */
async function benchTenants(ledger: Ledger, place: EmbeddedPostgres): Promise<void> {
  const tenants = 32;
  const each = 8;
  const pool = new Pool({ host: place.socketFolder, user: place.adminRole, database: "postgres", max: connections });
  const together = (one: (tenant: number, index: number) => Promise<unknown>) =>
    elapsedMs(1, () =>
      Promise.all(
        Array.from({ length: tenants }, async (_, tenant) => {
          for (let index = 0; index < each; index++) await one(tenant, index);
        }),
      ),
    );
  const oursMs: number[] = [];
  const plainMs: number[] = [];
  for (let round = -2; round < 12; round++) {
    const ours = await together((tenant, index) => ledger.append(`ten_bench_${tenant}`, [event(index)]));
    const plain = await together((_, index) =>
      pool.query("INSERT INTO bench_row (body) VALUES ($1)", [JSON.stringify(event(index))]),
    );
    if (round < 0) continue;
    oursMs.push(ours);
    plainMs.push(plain);
  }
  await pool.end();
  const note = "32 chains at once, each append durable before it is answered";
  print({ name: "ledger.append.32_tenants", value: (1000 * tenants * each) / median(oursMs), unit: "events/s", note });
  const share = 1 / ratio(oursMs, plainMs);
  print({
    name: "ledger.append.32_tenants.vs_plain",
    value: share,
    unit: "times",
    note: `events/s to plain rows/s of 32 at once, both over ${connections} connections`,
  });
}

/** As many as the product opens. */
const connections = 16;

/** A hundred events in one append beside a hundred rows in one statement. */
async function benchBatch(ledger: Ledger, plain: Client): Promise<void> {
  const batch = 100;
  const batchMs: number[] = [];
  const plainMs: number[] = [];
  for (let round = -2; round < 20; round++) {
    const events = Array.from({ length: batch }, (_, index) => event(index));
    const ours = await elapsedMs(1, () => ledger.append(tenantId, events));
    const bodies = events.map((one) => JSON.stringify(one));
    const bare = await elapsedMs(1, () =>
      plain.query("INSERT INTO bench_row (body) SELECT unnest($1::text[])", [bodies]),
    );
    if (round < 0) continue;
    batchMs.push(ours);
    plainMs.push(bare);
  }
  const share = 1 / ratio(batchMs, plainMs);
  const what = "events/s of a plain batch of 100 rows in one statement";
  print({ name: "ledger.append.batch_of_100", value: (1000 * batch) / median(batchMs), unit: "events/s" });
  print({
    name: "ledger.append.batch_vs_plain",
    value: share,
    unit: "times",
    aim: ">= 0.4",
    met: share >= 0.4,
    note: what,
  });
}

const triggerSql = `
  CREATE TABLE bench_chain_head (id integer PRIMARY KEY, hash text NOT NULL);
  INSERT INTO bench_chain_head VALUES (1, '');
  CREATE TABLE bench_chained (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL, hash text NOT NULL);
  CREATE FUNCTION bench_chain() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE before text;
  BEGIN
    SELECT hash INTO before FROM bench_chain_head WHERE id = 1 FOR UPDATE;
    NEW.hash := encode(sha256(convert_to(before || NEW.body, 'UTF8')), 'hex');
    UPDATE bench_chain_head SET hash = NEW.hash WHERE id = 1;
    RETURN NEW;
  END $$;
  CREATE TRIGGER bench_chain BEFORE INSERT ON bench_chained FOR EACH ROW EXECUTE FUNCTION bench_chain();`;

async function benchVerify(ledger: Ledger): Promise<void> {
  const events = Array.from({ length: 500 }, (_, index) => event(index));
  for (let round = 0; round < 100; round++) await ledger.append(tenantId, events);
  const liveAt = process.hrtime.bigint();
  const live = await ledger.verify(tenantId);
  const liveMs = Number(process.hrtime.bigint() - liveAt) / 1e6;
  if (!live.ok) throw new Error(`the ledger does not verify: ${live.problem}`);
  print({
    name: "ledger.verify.live",
    value: (live.events / liveMs) * 1000,
    unit: "events/s",
    note: `${live.events} events`,
  });
}

async function elapsedMs(times: number, run: (index: number) => Promise<unknown>): Promise<number> {
  const startedAt = process.hrtime.bigint();
  for (let index = 0; index < times; index++) await run(index);
  return Number(process.hrtime.bigint() - startedAt) / 1e6;
}
