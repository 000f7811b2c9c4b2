import { emptyChain, sealEvents } from "@steadyhand/core/audit";
import { systemClock } from "@steadyhand/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draft, riley } from "../../test/samples.ts";
import { openTestServer, type TestServer, tenantId } from "../../test/test-server.ts";
import { type DatabasePlace, migrate, openDatabase, prepareRoles, readMigrations } from "../database/index.ts";
import { openRestore, type RestoredSchema } from "./open-restore.ts";
import { openSnapshot, type Snapshot } from "./open-snapshot.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
}, 60_000);
afterAll(() => server.close());

let databases = 0;
/** A database with nothing in it, or with so many migrations. */
async function newPlace(migrations = 0): Promise<DatabasePlace> {
  const place = { ...server.embedded, database: `backup_${++databases}` };
  await prepareRoles(place);
  const known = await readMigrations();
  if (migrations > 0) await migrate(place, known.slice(0, migrations));
  return place;
}

const drafts = [draft("a\tb\nc\\d \\N"), draft("two"), draft("three")];
const key = "0".repeat(64);

/** What a release of long ago left: before the ledger was divided into months, and before outputs were sealed. */
async function fillOld(place: DatabasePlace): Promise<void> {
  const sealed = sealEvents({ tenantId, drafts, at: new Date("2026-03-01T03:00:00.123Z"), after: emptyChain });
  const admin = await server.superuser(place);
  try {
    await admin.query("SET search_path TO steadyhand");
    await admin.query("INSERT INTO tenant (tenant_id) VALUES ($1)", [tenantId]);
    for (const { event, text, hash } of sealed) {
      await admin.query(
        "INSERT INTO audit_event (tenant_id, sequence, type, actor_id, outcome, at, text, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [tenantId, event.sequence, event.type, event.actor.id, event.outcome, event.at, text, hash],
      );
    }
    const last = sealed.at(-1);
    await admin.query("INSERT INTO audit_head VALUES ($1, $2, $3)", [tenantId, last?.event.sequence, last?.hash]);
    await admin.query(
      "INSERT INTO person (tenant_id, actor_id, actor, key_sha256, added_at) VALUES ($1, 'act_riley', $2, $3, now())",
      [tenantId, JSON.stringify(riley), key],
    );
    await admin.query(
      "INSERT INTO level_change (tenant_id, scope, name, level, how, by_id, at, document) VALUES ($1, 'subject', 'web-1', 2, 'set', 'act_riley', now(), '{}')",
      [tenantId],
    );
  } finally {
    await admin.end();
  }
}

async function readAll(snapshot: Snapshot): Promise<ReadonlyMap<string, Buffer>> {
  const rows = new Map<string, Buffer>();
  for (const { name } of snapshot.tables) {
    const chunks: Buffer[] = [];
    for await (const chunk of snapshot.rows(name, tenantId)) chunks.push(chunk);
    rows.set(name, Buffer.concat(chunks));
  }
  return rows;
}

async function snapshotOf(place: DatabasePlace) {
  const snapshot = await openSnapshot(place);
  try {
    const { migrations, tables, sequences } = snapshot;
    const schema: RestoredSchema = { migrations, tables, sequences };
    return { schema, rows: await readAll(snapshot), tenants: snapshot.tenants };
  } finally {
    await snapshot.close();
  }
}

async function* once(bytes: Buffer) {
  if (bytes.length > 0) yield bytes;
}

describe("a backup of an older release's schema", () => {
  it("is read back as it was and then brought up to date, and counts on where it was", async () => {
    const old = await newPlace(9);
    await fillOld(old);
    const { schema, rows, tenants } = await snapshotOf(old);
    expect(tenants).toEqual([tenantId]);
    expect(schema.migrations).toHaveLength(9);
    const place = await newPlace();
    const restore = await openRestore(place, schema, systemClock);
    for (const table of schema.tables)
      await restore.load(table, tenantId, once(rows.get(table.name) ?? Buffer.alloc(0)));
    const stores = await restore.complete();
    expect(await stores.checkLedger(tenantId, [])).toBeUndefined();
    await stores.append(tenantId, [draft("and on")]);
    await restore.commit();
    await restore.close();

    const now = await snapshotOf(place);
    expect(now.schema.migrations.length).toBe((await readMigrations()).length);
    expect(now.rows.get("audit_event")?.toString().split("\n").length).toBe(drafts.length + 2);
    expect(now.rows.get("person")?.toString()).toContain(key);
    expect(now.schema.sequences).toMatchObject({ level_change_sequence_seq: 1 });
    await (await openDatabase({ place, log: { info() {}, error() {} } })).close();
  });
});

describe("a database that a backup is read back into", () => {
  it("has nothing of it before the commit, and is left as it was without one", async () => {
    const old = await newPlace(9);
    await fillOld(old);
    const { schema, rows } = await snapshotOf(old);
    const place = await newPlace();
    const restore = await openRestore(place, schema, systemClock);
    for (const table of schema.tables)
      await restore.load(table, tenantId, once(rows.get(table.name) ?? Buffer.alloc(0)));
    await restore.close();
    const left = await snapshotOf(place);
    expect(left.tenants).toEqual([]);
    const again = await openRestore(place, schema, systemClock);
    await again.close();
  });

  it("is refused where something is in it, or where the schema is not one that we know", async () => {
    const old = await newPlace(9);
    await fillOld(old);
    const { schema } = await snapshotOf(old);
    await expect(openRestore(old, schema, systemClock)).rejects.toMatchObject({ code: "backup.target_not_empty" });
    const later = await newPlace((await readMigrations()).length);
    await expect(openRestore(later, schema, systemClock)).rejects.toMatchObject({ code: "backup.target_not_empty" });
    const place = await newPlace();
    const [first, ...rest] = schema.migrations;
    const edited = { ...schema, migrations: [{ number: 1, name: first?.name ?? "", sha256: key }, ...rest] };
    await expect(openRestore(place, edited, systemClock)).rejects.toMatchObject({ code: "backup.other_schema" });
    const ahead = (await readMigrations()).map(({ number, name, sha256 }) => ({ number, name, sha256 }));
    const newer = { ...schema, migrations: [...ahead, { number: 999, name: "0999_later", sha256: key }] };
    await expect(openRestore(place, newer, systemClock)).rejects.toMatchObject({ code: "backup.newer" });
  });
});
