import { type ChainLink, emptyChain } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { connectionConfig, type DatabasePlace, databaseError, ownerRole, schemaName } from "../database/index.ts";
import { readEnd } from "../ledger/index.ts";
import { listTenants } from "../stores/index.ts";
import { clientDatabase, look } from "./client-database.ts";
import { type KeptTable, quoted, readTables } from "./kept-tables.ts";

/** A migration that the database has. */
export interface KnownMigration {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

/** Everything in our tables as of one moment, however long the reading takes and whatever is written meanwhile. */
export interface Snapshot {
  /** By the database's clock. */
  readonly at: Date;
  readonly migrations: readonly KnownMigration[];
  /** In the order in which they can be read back. */
  readonly tables: readonly KeptTable[];
  readonly tenants: readonly TenantId[];
  /** The last numbers that were given out, by the sequence's name. */
  readonly sequences: Readonly<Record<string, number>>;
  /** Where a tenant's ledger ends. */
  head(tenantId: TenantId): Promise<ChainLink>;
  /** A tenant's rows in the order of their key, in the text format of COPY. */
  rows(table: string, tenantId: TenantId): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens a snapshot as the owner of the tables. One tenant is looked at after the other, by the same policies that hold for
 * everybody, so it works on a server of somebody else's as well, where no role of ours may pass over them.
 */
export async function openSnapshot(place: DatabasePlace): Promise<Snapshot> {
  const client = new Client(connectionConfig(place, "owner"));
  // A connection that breaks fails the query that is under way.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(settings);
    const { rows: moment } = await client.query<{ at: Date }>("SELECT transaction_timestamp() AS at");
    const { rows: migrations } = await client.query<KnownMigration>(
      `SELECT number, name, sha256 FROM ${schemaName}.migration ORDER BY number`,
    );
    const database = clientDatabase(client);
    const tables = await readTables(client);
    return {
      at: moment[0]?.at ?? new Date(Number.NaN),
      migrations,
      tables: tables.map(({ name, columns }) => ({ name, columns })),
      tenants: await listTenants(database),
      sequences: await readSequences(client),
      head: async (tenantId) => (await readEnd(database, tenantId))?.head ?? emptyChain,
      async *rows(name, tenantId) {
        const table = tables.find((one) => one.name === name);
        if (table === undefined) throw new TypeError(`${name} is no table of the snapshot`);
        await look(client, { tenantId });
        const columns = table.columns.map(quoted).join(", ");
        const own = `SELECT ${columns} FROM ${schemaName}.${quoted(name)} WHERE tenant_id = ${client.escapeLiteral(tenantId)}`;
        yield* client.query(copyTo(`COPY (${own} ORDER BY ${table.orderBy}) TO STDOUT`));
      },
      close: () => client.end(),
    };
  } catch (error) {
    await client.end().catch(() => {});
    throw databaseError("read the database for a backup", error);
  }
}

// Times and numbers as texts that mean the same on every server.
const settings = `SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO'; SET IntervalStyle TO 'iso_8601'; SET bytea_output TO 'hex';
  SET client_encoding TO 'UTF8'; SET idle_in_transaction_session_timeout TO 0; SET statement_timeout TO 0;
  SET ROLE ${ownerRole}; BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY`;

async function readSequences(client: Client): Promise<Readonly<Record<string, number>>> {
  const { rows } = await client.query<{ name: string; last: number }>(
    "SELECT sequencename AS name, last_value AS last FROM pg_sequences WHERE schemaname = $1 AND last_value IS NOT NULL",
    [schemaName],
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}
