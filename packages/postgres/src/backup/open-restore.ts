import { pipeline } from "node:stream/promises";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type {
  Clock,
  ExecutionStore,
  IncidentStore,
  InvestigationStore,
  RunbookStore,
  ScheduleStore,
} from "@steadyhand/engine";
import { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import {
  connectionConfig,
  type Database,
  type DatabasePlace,
  databaseError,
  type Migration,
  migrate,
  ownerRole,
  prepareRoles,
  readMigrations,
  schemaName,
} from "../database/index.ts";
import { createIncidentStore } from "../incidents/index.ts";
import { createInvestigationStore } from "../investigations/index.ts";
import { type Anchor, appendStatements, type LedgerProblem, lockHead } from "../ledger/index.ts";
import { createExecutionStore, createRunbookStore, createScheduleStore } from "../stores/index.ts";
import { checkLedger } from "./check-ledger.ts";
import { clientDatabase, look } from "./client-database.ts";
import { type KeptTable, quoted } from "./kept-tables.ts";
import type { KnownMigration } from "./open-snapshot.ts";
import { newerBackup, notEmpty, otherSchema } from "./restore-problems.ts";

/** What a backup says that must be known before its first row. */
export interface RestoredSchema {
  readonly migrations: readonly KnownMigration[];
  readonly tables: readonly KeptTable[];
  readonly sequences: Readonly<Record<string, number>>;
}

/** What is read back, as our own code sees it, before anybody else can. */
export interface RestoredStores {
  readonly executions: ExecutionStore;
  readonly runbooks: RunbookStore;
  readonly schedules: ScheduleStore;
  readonly incidents: IncidentStore;
  readonly investigations: InvestigationStore;
  append(tenantId: TenantId, events: readonly AuditEventDraft[]): Promise<void>;
  /** Against anchors in their order. */
  checkLedger(tenantId: TenantId, anchors: readonly Anchor[]): Promise<LedgerProblem | undefined>;
}

/** An empty database that is being filled, in one transaction: all of it is there when it commits, and nothing before. */
export interface Restore {
  /** Rows of one tenant, in the text format of COPY. */
  load(table: KeptTable, tenantId: TenantId, rows: AsyncIterable<Buffer>): Promise<void>;
  /** Brings the schema from the backup's to this release's. No row is loaded after it. */
  complete(): Promise<RestoredStores>;
  commit(): Promise<void>;
  /** Leaves the database as it was; without harm after a commit. */
  close(): Promise<void>;
}

/** Throws `backup.target_not_empty`, `backup.newer`, `backup.other_schema`, `database.…`. */
export async function openRestore(place: DatabasePlace, schema: RestoredSchema, clock: Clock): Promise<Restore> {
  const known = await readMigrations();
  const start = startOf(known, schema.migrations);
  await prepareRoles(place);
  const client = new Client(connectionConfig(place, "owner"));
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(settings);
    await refuseFull(client, start.length);
    await migrate(place, start);
    await client.query("BEGIN");
    // The one that a starting server takes to bring the schema up to date: it waits until this is over.
    await client.query("SELECT pg_advisory_xact_lock(7110001)");
    await refuseFull(client, start.length);
    for (const { name } of schema.tables) await client.query(`ALTER TABLE ${quoted(name)} NO FORCE ROW LEVEL SECURITY`);
  } catch (error) {
    await client.end().catch(() => {});
    throw databaseError("prepare the database for what is restored", error);
  }
  return {
    async load({ name, columns }, tenantId, rows) {
      try {
        await look(client, { tenantId });
        const sql = `COPY ${quoted(name)} (${columns.map(quoted).join(", ")}) FROM STDIN`;
        await pipeline(rows, client.query(copyFrom(sql)));
      } catch (error) {
        throw databaseError(`read back the table ${name} of ${tenantId}`, error);
      }
    },
    async complete() {
      try {
        for (const { name } of schema.tables)
          await client.query(`ALTER TABLE ${quoted(name)} FORCE ROW LEVEL SECURITY`);
        for (const [name, last] of Object.entries(schema.sequences)) {
          await client.query("SELECT setval($1::regclass, $2)", [`${schemaName}.${quoted(name)}`, last]);
        }
        for (const migration of known.slice(start.length)) await apply(client, migration);
        // Without it the database takes the new rows for few, and reads all of them for each page of a ledger.
        for (const { name } of schema.tables) await client.query(`ANALYZE ${quoted(name)}`);
      } catch (error) {
        throw databaseError("bring what was restored up to date", error);
      }
      return storesOn(clientDatabase(client), clock);
    },
    async commit() {
      await client.query("COMMIT").catch((error: unknown) => {
        throw databaseError("commit what was restored", error);
      });
    },
    // Whatever is open is rolled back with its connection.
    close: () => client.end().catch(() => {}),
  };
}

const settings = `SET client_encoding TO 'UTF8'; SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO';
  SET idle_in_transaction_session_timeout TO 0; SET statement_timeout TO 0;
  SET ROLE ${ownerRole}; SET search_path TO ${schemaName}`;

/** The migrations of ours that the backup's schema is made of. */
function startOf(known: readonly Migration[], applied: readonly KnownMigration[]): readonly Migration[] {
  for (const [index, { name, sha256 }] of applied.entries()) {
    const ours = known[index];
    if (ours === undefined) throw newerBackup(name);
    if (ours.sha256 !== sha256 || ours.name !== name) throw otherSchema(name);
  }
  return known.slice(0, applied.length);
}

async function refuseFull(client: Client, start: number): Promise<void> {
  const { rows } = await client.query<{ has_tables: boolean }>(
    `SELECT to_regclass('${schemaName}.migration') IS NOT NULL AS has_tables`,
  );
  if (!rows[0]?.has_tables) return;
  const { rows: counts } = await client.query<{ count: number }>("SELECT count(*) AS count FROM migration");
  if ((counts[0]?.count ?? 0) > start) throw notEmpty("it was already used by a Steadyhand of a later release");
  if ((counts[0]?.count ?? 0) === 0) return;
  await client.query("SELECT set_config('app.lists_tenants', 'on', false)");
  const { rows: tenants } = await client.query("SELECT FROM tenant LIMIT 1");
  await client.query("SELECT set_config('app.lists_tenants', '', false)");
  if (tenants.length > 0) throw notEmpty("there is a record in it");
}

async function apply(client: Client, { number, name, sql, sha256 }: Migration): Promise<void> {
  await client.query(sql);
  await client.query("INSERT INTO migration (number, name, sha256) VALUES ($1, $2, $3)", [number, name, sha256]);
}

function storesOn(database: Database, clock: Clock): RestoredStores {
  return {
    executions: createExecutionStore({ database, clock }),
    runbooks: createRunbookStore({ database }),
    schedules: createScheduleStore({ database, clock }),
    incidents: createIncidentStore({ database, clock }),
    investigations: createInvestigationStore({ database, clock }),
    append: (tenantId, drafts) =>
      database.transaction("append to the ledger", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        await session.commitWith(appendStatements({ tenantId, drafts, at: clock.now(), after }));
      }),
    checkLedger: (tenantId, anchors) => checkLedger(database, tenantId, anchors),
  };
}
