import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { OpsError } from "@steadyhand/core/outcome";
import { Client } from "pg";
import { connectionConfig, type DatabasePlace } from "./connection.ts";
import { databaseError } from "./database-error.ts";
import { ownerRole, schemaName } from "./prepare-roles.ts";

/** One numbered step of the schema. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
  /** The release that ends with this migration can still work on what comes of it; its own number where nothing is stated. */
  readonly readableFrom: number;
}

/** What the database remembers of a migration. */
interface Applied extends Omit<Migration, "sql" | "readableFrom"> {
  /** Empty where a release applied it that stated nothing. */
  readonly readable_from: number | null;
}

const folder = new URL("../../migrations/", import.meta.url);

/** Reads the migrations in order. Throws `migration.badly_named` where numbers repeat, miss or name no reason. */
export async function readMigrations(from: URL = folder): Promise<Migration[]> {
  const files = (await readdir(from)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(
    files.map(async (file, index) => {
      const sql = await readFile(new URL(file, from), "utf8");
      const name = file.slice(0, -".sql".length);
      const number = Number(name.slice(0, 4));
      if (number !== index + 1 || !sql.startsWith(`-- ${name}: `)) throw badlyNamed(file);
      const [, stated = number] = sql.match(/^-- readable_from: (\d{4})$/m) ?? [];
      const sha256 = createHash("sha256").update(sql).digest("hex");
      return { number, name, sql, sha256, readableFrom: Number(stated) };
    }),
  );
}

// Any number will do, as long as every Steadyhand takes the same.
const lockKey = 7_110_001;

/**
 * Brings the schema up to date as its owner; one instance at a time, each migration in a transaction of its own.
 * Throws `migration.edited` when one that was applied has changed, `migration.unknown` when the database is newer and the
 * release that made it so does not state that this one can work on it.
 */
export async function migrate(place: DatabasePlace, migrations: readonly Migration[]): Promise<readonly string[]> {
  const client = new Client(connectionConfig(place, "owner"));
  try {
    await client.connect();
    await client.query(`SET ROLE ${ownerRole}`);
    await client.query(`SET search_path TO ${schemaName}`);
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    await client.query(recordTable);
    const { rows } = await client.query<Applied>("SELECT number, name, sha256, readable_from FROM migration");
    const pending = findPending(migrations, rows);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } catch (error) {
    throw databaseError("bring the database up to date", error);
  } finally {
    await client.end().catch(() => {});
  }
}

const recordTable = `
  DO $$ BEGIN
    IF to_regclass('${schemaName}.migration') IS NULL THEN
      CREATE TABLE migration (
        number integer CONSTRAINT migration_pkey PRIMARY KEY,
        name text NOT NULL,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        readable_from integer
      );
      ALTER TABLE migration ENABLE ROW LEVEL SECURITY;
      ALTER TABLE migration FORCE ROW LEVEL SECURITY;
      CREATE POLICY owner_only ON migration USING (current_user = '${ownerRole}');
    ELSIF NOT EXISTS (
      SELECT FROM pg_attribute WHERE attrelid = '${schemaName}.migration'::regclass AND attname = 'readable_from'
    ) THEN
      ALTER TABLE migration ADD COLUMN readable_from integer;
    END IF;
  END $$`;

/** Which are to be applied. A newer release may have gone on, where it states that this one can work on what came of it. */
function findPending(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const newest = migrations.length;
  for (const past of applied) {
    const known = migrations.find(({ number }) => number === past.number);
    if (known === undefined && (past.readable_from ?? past.number) <= newest) continue;
    if (known === undefined) throw unknown(past.name);
    if (known.sha256 !== past.sha256) throw edited(past.name);
  }
  return migrations.filter(({ number }) => !applied.some((past) => past.number === number));
}

async function apply(client: Client, { number, name, sql, sha256, readableFrom }: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query("INSERT INTO migration (number, name, sha256, readable_from) VALUES ($1, $2, $3, $4)", [
      ...[number, name, sha256, readableFrom],
    ]);
    await client.query("COMMIT");
  } catch (error) {
    throw databaseError(`apply migration ${name}`, error);
  }
}

function badlyNamed(file: string): OpsError {
  return new OpsError(
    `Cannot read migration ${file}: it is out of order, or its first line is not its name and reason`,
    {
      kind: "internal",
      code: "migration.badly_named",
      hint: "Number migrations from 0001 without gaps and begin each with `-- NAME: reason`",
    },
  );
}

function edited(name: string): OpsError {
  return new OpsError(`Cannot bring the database up to date: migration ${name} has changed since it was applied`, {
    kind: "unavailable",
    code: "migration.edited",
    hint: "Was the database made by another Steadyhand than this one? Then start that one, or name another data folder or database. Whoever wrote the migration puts its text back, and makes the change in a new one",
  });
}

function unknown(name: string): OpsError {
  return new OpsError(`Cannot use the database: a newer Steadyhand has applied ${name} to it`, {
    kind: "unavailable",
    code: "migration.unknown",
    hint: "It does not say that an older release can work on it: start that newer release, or restore a backup from before it",
  });
}
