import { Client } from "pg";
import {
  connectionConfig,
  type DatabasePlace,
  databaseError,
  type Migration,
  ownerRole,
  readMigrations,
  schemaName,
  sqlStateOf,
} from "../database/index.ts";
import { type Blocked, blockedBy, type LockMode } from "./lock-modes.ts";
import { loadGrammar, nodeAt, type SqlGrammar, type SqlStatement, textAt } from "./sql-tree.ts";
import { type Effect, locksOf } from "./statement-locks.ts";
import { lockNotTaken, nothingToTry, type Tried, tryMigrations } from "./try-migrations.ts";

/** What bringing a database up to date will do. */
export interface MigrationPlan {
  /** The newest migration that it has; none while it is empty. */
  readonly newest?: string;
  /** Migrations of a newer release; with any of them, there is nothing to bring up to date. */
  readonly newer: readonly string[];
  readonly pending: readonly PlannedMigration[];
}

export interface PlannedMigration {
  readonly name: string;
  /** Releases that end with this number can go on while it is applied, and after. */
  readonly readableFrom: number;
  readonly statements: readonly PlannedStatement[];
  /** For how long it ran when it was tried. */
  readonly tookMs?: number;
}

export interface PlannedStatement {
  readonly line: number;
  readonly text: string;
  /** Absent where only trying it shows. */
  readonly locks?: readonly PlannedLock[];
  readonly tookMs?: number;
}

/** A lock on a table that there is now. It is held until the migration ends. */
export interface PlannedLock {
  readonly table: string;
  readonly mode: LockMode;
  readonly blocks: Blocked;
  readonly effect: Effect;
  readonly rows: number;
  readonly bytes: number;
  /** Measured where it was tried, else from the bytes that have to be read or written. */
  readonly heldMs: number;
  readonly isMeasured: boolean;
}

/** What an estimate rests on: a slow disk, and one processor that checks rows. */
export const estimateBasis = { scannedBytesPerMs: 100_000, rewrittenBytesPerMs: 20_000, statementMs: 2 } as const;

/** How long is waited for a lock that somebody else has: whoever comes after waits as well. */
const lockWaitMs = 2_000;

/**
 * Says what of this release's migrations a database lacks, and what each will lock; without a place, of one that is not
 * there yet. With `isTried` they are run for real in
 * a transaction that is rolled back. Throws `database.…`, `migration.lock_not_taken`, `migration.nothing_to_try`.
 */
export async function planMigrations(
  place: DatabasePlace | undefined,
  { isTried = false, migrations }: { readonly isTried?: boolean; readonly migrations?: readonly Migration[] } = {},
): Promise<MigrationPlan> {
  const known = migrations ?? (await readMigrations());
  const grammar = await loadGrammar();
  if (place === undefined) {
    if (isTried) throw nothingToTry();
    const nothingThere = { grammar, sizes: new Map(), foreseen: new Map(), tried: undefined };
    return { newer: [], pending: known.map((migration) => planOne(migration, nothingThere)) };
  }
  const client = new Client(connectionConfig(place, "owner"));
  try {
    await client.connect();
    await client.query(`SET lock_timeout TO '${lockWaitMs}ms'`);
    const applied = await readApplied(client);
    const pending = known.filter(({ number }) => !applied.some((past) => past.number === number));
    const sizes = await readSizes(client);
    const foreseen = foreseeAll(pending, { grammar, sizes });
    const isRun = isTried && pending.length > 0;
    const tried = isRun ? await tryMigrations(client, pending, { grammar, foreseen, lockWaitMs }) : undefined;
    const newest = applied.at(-1)?.name;
    return {
      ...(newest !== undefined && { newest }),
      newer: applied.filter(({ number }) => number > known.length).map(({ name }) => name),
      pending: pending.map((migration) =>
        planOne(migration, { grammar, sizes, foreseen, tried: tried?.get(migration.name) }),
      ),
    };
  } catch (error) {
    if (sqlStateOf(error) === "55P03") throw lockNotTaken("read how much lies in each table", lockWaitMs, error);
    throw databaseError("plan what brings the database up to date", error);
  } finally {
    await client.end().catch(() => {});
  }
}

interface Size {
  readonly rows: number;
  readonly bytes: number;
}

async function readApplied(client: Client): Promise<{ number: number; name: string }[]> {
  const { rows } = await client.query("SELECT to_regclass($1) IS NOT NULL AS is_there", [`${schemaName}.migration`]);
  if (!rows[0]?.is_there) return [];
  await client.query(`SET ROLE ${ownerRole}; SET search_path TO ${schemaName}`);
  return (await client.query<{ number: number; name: string }>("SELECT number, name FROM migration ORDER BY number"))
    .rows;
}

/** As PostgreSQL counted them last; what is divided counts with all of its parts. */
async function readSizes(client: Client): Promise<ReadonlyMap<string, Size>> {
  const { rows } = await client.query<Size & { name: string }>(`
    WITH RECURSIVE part AS (
      SELECT oid AS whole, oid FROM pg_class WHERE relnamespace = to_regnamespace('${schemaName}') AND relkind IN ('r', 'p')
      UNION ALL SELECT whole, inhrelid FROM part JOIN pg_inherits ON inhparent = part.oid
    )
    SELECT w.relname AS name, sum(greatest(c.reltuples, 0))::bigint AS rows, sum(pg_total_relation_size(c.oid))::bigint AS bytes
    FROM part JOIN pg_class w ON w.oid = whole JOIN pg_class c ON c.oid = part.oid GROUP BY w.relname`);
  return new Map(rows.map(({ name, rows: count, bytes }) => [name, { rows: count, bytes }]));
}

interface Around {
  readonly grammar: SqlGrammar;
  readonly sizes: ReadonlyMap<string, Size>;
  readonly foreseen: ReturnType<typeof foreseeAll>;
  readonly tried: Tried | undefined;
}

function planOne(
  { name, sql, readableFrom }: Migration,
  { grammar, sizes, foreseen: all, tried }: Around,
): PlannedMigration {
  const statements = grammar.read(sql);
  const foreseen = all.get(name) ?? statements.map(() => []);
  const estimates = foreseen.map((locks) => {
    const times = (locks ?? []).map(estimate);
    return times.reduce((sum, ms) => sum + ms, estimateBasis.statementMs);
  });
  return {
    ...{ name, readableFrom },
    ...(tried && { tookMs: tried.tookMs }),
    statements: statements.map(({ line, text }, index) => {
      const seen = tried?.statements[index];
      // From here to the end of the migration, since locks are given back by its commit alone.
      const untilEndMs = estimates.slice(index).reduce((sum, ms) => sum + ms, 0);
      const locks = seen
        ? seen.locks.map(({ table, mode, heldMs }) => {
            const effect = foreseen[index]?.find((lock) => lock.table === table)?.effect ?? "catalogue";
            const measured = { table, mode, blocks: blockedBy(mode), effect, heldMs, isMeasured: true };
            return { ...measured, ...sizeOf(sizes, table) };
          })
        : foreseen[index]?.map((lock) => ({
            ...lock,
            blocks: blockedBy(lock.mode),
            heldMs: untilEndMs,
            isMeasured: false,
          }));
      return { line, text, ...(locks && { locks }), ...(seen && { tookMs: seen.tookMs }) };
    }),
  };
}

/** By migration and statement: the locks on tables that there are now, by their names of now. */
function foreseeAll(pending: readonly Migration[], { grammar, sizes }: Pick<Around, "grammar" | "sizes">) {
  const names: Names = new Map();
  return new Map(
    pending.map(({ name, sql }) => [name, grammar.read(sql).map((each) => foresee(each, { sizes, names }))]),
  );
}

/** What the tables of now are called at this point of the migrations; nothing where a table is new. */
type Names = Map<string, string | undefined>;

function foresee(
  statement: SqlStatement,
  { sizes, names }: { readonly sizes: Around["sizes"]; readonly names: Names },
) {
  const nameOfNow = (table: string) => (names.has(table) ? names.get(table) : table);
  const locks = locksOf(statement)?.flatMap((lock) => {
    const table = nameOfNow(lock.table);
    return table === undefined || !sizes.has(table) ? [] : [{ ...lock, table, ...sizeOf(sizes, table) }];
  });
  const name = textAt(nodeAt(statement.node, "relation"), "relname");
  if (statement.kind === "CreateStmt") names.set(name, undefined);
  if (statement.kind === "RenameStmt" && statement.node.renameType === "OBJECT_TABLE") {
    names.set(textAt(statement.node, "newname"), nameOfNow(name));
    names.set(name, undefined);
  }
  return locks;
}

function sizeOf(sizes: ReadonlyMap<string, Size>, table: string): Size {
  return sizes.get(table) ?? { rows: 0, bytes: 0 };
}

function estimate({ effect, bytes }: { readonly effect: Effect; readonly bytes: number }): number {
  if (effect === "catalogue") return 0;
  return bytes / (effect === "scan" ? estimateBasis.scannedBytesPerMs : estimateBasis.rewrittenBytesPerMs);
}
