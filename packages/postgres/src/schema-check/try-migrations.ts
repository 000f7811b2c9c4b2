import { OpsError } from "@steadyhand/core/outcome";
import type { Client } from "pg";
import { databaseError, type Migration, ownerRole, schemaName, sqlStateOf } from "../database/index.ts";
import { type LockMode, lockModeOf, lockModes } from "./lock-modes.ts";
import type { SqlGrammar, SqlStatement } from "./sql-tree.ts";

/** What running a migration showed. */
export interface Tried {
  readonly tookMs: number;
  readonly statements: readonly {
    readonly tookMs: number;
    readonly locks: readonly { readonly table: string; readonly mode: LockMode; readonly heldMs: number }[];
  }[];
}

interface Held {
  readonly table: string;
  readonly mode: LockMode;
}

/**
 * Runs migrations one after the other in a transaction that is rolled back. Whoever uses a table that is locked waits
 * meanwhile, as they will when it counts. Throws `migration.lock_not_taken` when a table is not free within the time.
 */
export async function tryMigrations(
  client: Client,
  pending: readonly Migration[],
  { grammar, foreseen, lockWaitMs }: Omit<Trial, "tables">,
): Promise<ReadonlyMap<string, Tried>> {
  const before = await client.query("SELECT to_regnamespace($1) IS NOT NULL AS is_there", [schemaName]);
  if (!before.rows[0]?.is_there) throw nothingToTry();
  await client.query(`BEGIN; SET LOCAL ROLE ${ownerRole}; SET LOCAL search_path TO ${schemaName};
    SET LOCAL lock_timeout TO '${lockWaitMs}ms'`);
  try {
    // The one that a starting server takes: none brings the schema up to date while it is tried.
    await client.query("SELECT pg_advisory_xact_lock(7110001)");
    const { rows } = await client.query<{ oid: number; name: string }>(tablesSql);
    const tables = new Map(rows.map(({ oid, name }) => [oid, name]));
    const tried = new Map<string, Tried>();
    for (const migration of pending)
      tried.set(migration.name, await tryOne(client, migration, { grammar, foreseen, tables, lockWaitMs }));
    return tried;
  } finally {
    await client.query("ROLLBACK");
  }
}

const tablesSql = `SELECT oid, relname AS name FROM pg_class WHERE relnamespace = '${schemaName}'::regnamespace AND relkind IN ('r', 'p')`;

/** Those of tables that there were before: nobody waits for one that is not there yet. */
const heldSql = `
  SELECT relation AS oid, mode FROM pg_locks WHERE pid = pg_backend_pid() AND granted AND relation = ANY ($1::oid[])`;

interface Trial {
  readonly grammar: SqlGrammar;
  /** By migration and statement: what is expected to be locked, by its name of now. */
  readonly foreseen: ReadonlyMap<string, readonly (readonly Held[] | undefined)[]>;
  /** By their numbers, which stay when they are renamed. */
  readonly tables: ReadonlyMap<number, string>;
  readonly lockWaitMs: number;
}

async function tryOne(client: Client, { name, sql }: Migration, trial: Trial): Promise<Tried> {
  const { grammar, foreseen, tables, lockWaitMs } = trial;
  const started: { at: number; tookMs: number; locks: Held[] }[] = [];
  // What an earlier migration of this trial holds already is not seen as new; with a transaction of its own it will be.
  const inherited = await readHeld(client, tables);
  let held = inherited;
  for (const [index, statement] of grammar.read(sql).entries()) {
    const at = performance.now();
    await run(client, name, statement, lockWaitMs);
    const tookMs = performance.now() - at;
    const now = await readHeld(client, tables);
    const taken = now.filter((seen) => !held.some((known) => isSame(known, seen)));
    const again = (foreseen.get(name)?.[index] ?? []).filter((lock) => inherited.some((known) => isSame(known, lock)));
    started.push({ at, tookMs, locks: strongest([...taken, ...again]) });
    held = now;
  }
  const end = performance.now();
  return {
    tookMs: started.reduce((sum, { tookMs }) => sum + tookMs, 0),
    statements: started.map(({ at, tookMs, locks }) => ({
      tookMs,
      locks: locks.map(({ table, mode }) => ({ table, mode, heldMs: end - at })),
    })),
  };
}

async function run(client: Client, name: string, { text, line }: SqlStatement, lockWaitMs: number): Promise<void> {
  try {
    await client.query(text);
  } catch (error) {
    const what = `try migration ${name}, line ${line}`;
    throw sqlStateOf(error) === "55P03" ? lockNotTaken(what, lockWaitMs, error) : databaseError(what, error);
  }
}

async function readHeld(client: Client, tables: ReadonlyMap<number, string>): Promise<Held[]> {
  const { rows } = await client.query<{ oid: number; mode: string }>(heldSql, [[...tables.keys()]]);
  return rows.flatMap(({ oid, mode }) => {
    const [known, table] = [lockModeOf(mode), tables.get(oid)];
    return known === undefined || table === undefined ? [] : [{ table, mode: known }];
  });
}

const isSame = (a: Held, b: Held) => a.table === b.table && a.mode === b.mode;

/** One a table: who waits for the strongest waits for the others too. */
function strongest(locks: readonly Held[]): Held[] {
  const found = new Map<string, LockMode>();
  for (const { table, mode } of locks) {
    const known = found.get(table);
    if (known === undefined || lockModes.indexOf(mode) > lockModes.indexOf(known)) found.set(table, mode);
  }
  return [...found].map(([table, mode]) => ({ table, mode }));
}

/** A table was not free in time. */
export function lockNotTaken(what: string, lockWaitMs: number, cause: unknown): OpsError {
  return new OpsError(`Cannot ${what}: a table was in use for ${lockWaitMs} ms`, {
    kind: "unavailable",
    code: "migration.lock_not_taken",
    hint: "Nothing was changed. Try again when less is going on; `SELECT * FROM pg_stat_activity` shows who uses it",
    cause,
  });
}

/** There is no schema that anybody could use meanwhile. */
export function nothingToTry(): OpsError {
  return new OpsError("Cannot try the migrations: the database is empty, and nobody would wait for anything", {
    kind: "refused",
    code: "migration.nothing_to_try",
    hint: "Leave `--try` out; the first start makes the schema",
  });
}
