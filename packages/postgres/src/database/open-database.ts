import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { Pool, type PoolClient } from "pg";
import type { PostgresLog } from "../embedded/index.ts";
import { connectionConfig, type DatabasePlace } from "./connection.ts";
import { databaseError, sqlStateOf } from "./database-error.ts";
import { migrate, readMigrations } from "./migrate.ts";
import { appRole, prepareRoles } from "./prepare-roles.ts";
import type { Statement } from "./schema.ts";
import { createTurns } from "./turns.ts";

/**
 * What a session may see: one tenant, the person of one key, the list of tenants, or the servers and who carries which
 * execution. A tenant's session that also sees the servers can be refused by the lease of the one it works for.
 */
export type Sight =
  | { readonly tenantId: TenantId; readonly seesNodes?: true }
  | { readonly keySha256: string }
  | { readonly listsTenants: true }
  | { readonly seesNodes: true };

/** Runs statements within one transaction. Statements that do not wait for each other go out together. */
export interface Session {
  run<Row>(statement: Statement<Row>): Promise<Row[]>;
  /** Sends the last statements and the commit in one flight. What is run after it is refused. */
  commitWith(statements: readonly Statement<unknown>[]): Promise<void>;
}

/** Our tables, as the application role sees them. */
export interface Database {
  /**
   * One transaction that writes; what `work` throws rolls it back. Tried again when the database asks for that.
   * Those of one tenant take turns within this process: they would wait for the end of its chain anyway, and
   * waiting here costs no connection and no waking of a server process.
   */
  transaction<Result>(what: string, sight: Sight, work: (session: Session) => Promise<Result>): Promise<Result>;
  /** One statement in a transaction of its own, in a single flight. */
  query<Row>(what: string, sight: Sight, statement: Statement<Row>): Promise<Row[]>;
  /**
   * One statement that is a transaction of its own and says itself whose rows it sees, in less than a flight of others. It is
   * sent once: whether it took effect when the connection goes is not known.
   */
  call<Row>(what: string, statement: Statement<Row>): Promise<Row[]>;
  /** Closes the connections; twice without harm. */
  close(): Promise<void>;
}

/**
 * Opens the database and brings its schema up to date. On a server of somebody else's, the role in the connection
 * string must be a member of `steadyhand_owner` and `steadyhand_app`, or be allowed to create them and the schema
 * `steadyhand`. Throws `database.…` and `migration.…`.
 */
export async function openDatabase(options: {
  readonly place: DatabasePlace;
  readonly log: PostgresLog;
  readonly maxConnections?: number;
}): Promise<Database> {
  const { place, log, maxConnections = 16 } = options;
  await prepareRoles(place);
  const applied = await migrate(place, await readMigrations());
  if (applied.length > 0) log.info({ applied }, "database brought up to date");
  const pool = new Pool({
    ...connectionConfig(place, "app"),
    max: maxConnections,
    idleTimeoutMillis: 30_000,
    // A process that is stopped in the middle of a transaction would hold its locks, and with them every other node.
    idle_in_transaction_session_timeout: longestPauseMs,
    pipeline: true,
  });
  // A connection that breaks: whoever uses it gets the error from its query, and the next query opens another.
  pool.on("connect", (client) => {
    client.on("error", () => {});
    // Where it fails the connection is gone, and whoever uses it is told.
    client.query(answersWhenDurable).catch(() => {});
  });
  let closing: Promise<void> | undefined;
  // The error carries the whole connection with it, which would bury the one line that counts.
  pool.on("error", ({ message }) => closing ?? log.error({ why: message }, "a database connection broke"));
  const turns = createTurns();
  return {
    transaction(what, sight, work) {
      const key = "tenantId" in sight ? sight.tenantId : "";
      return turns.take(key, () => retried(what, () => transact(pool, sight, work)));
    },
    async query<Row>(what: string, sight: Sight, statement: Statement<Row>) {
      return retried(what, () => queryOnce(pool, sight, statement));
    },
    async call<Row>(what: string, statement: Statement<Row>) {
      return retried(what, async () => (await pool.query(queryOf(statement))).rows as Row[]);
    },
    close: () => (closing ??= pool.end()),
  };
}

/**
 * A server, a database or a role may be set to answer a commit before it is on disk. What we are told is stored, people act
 * on; and a checkpoint of what a crash then takes away would look like a ledger that was rolled back.
 */
const answersWhenDurable = `SELECT set_config('synchronous_commit', 'on', false)
  WHERE current_setting('synchronous_commit') = 'off'`;

/** Serialization failure and deadlock: PostgreSQL rolled back and asks for another try. */
const retryStates = new Set(["40001", "40P01"]);

async function retried<Result>(what: string, run: () => Promise<Result>): Promise<Result> {
  const tries = 5;
  for (let tried = 1; ; tried++) {
    try {
      return await run();
    } catch (error) {
      if (tried < tries && retryStates.has(sqlStateOf(error) ?? "")) continue;
      throw sqlStateOf(error) === undefined && !isConnectionError(error) ? error : databaseError(what, error);
    }
  }
}

function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return /^E[A-Z]+$/.test(code) || /^(Connection terminated|timeout exceeded|Client )/.test(error.message);
}

async function queryOnce<Row>(pool: Pool, sight: Sight, statement: Statement<Row>): Promise<Row[]> {
  return transact(pool, sight, async (session) => session.run(statement));
}

async function transact<Result>(
  pool: Pool,
  sight: Sight,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const begin = beginning(sight);
  const client = await pool.connect();
  const open = openTransaction(client, begin);
  try {
    const result = await work(open);
    await open.end();
    client.release();
    return result;
  } catch (error) {
    await rollBack(client);
    throw error;
  }
}

async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query("ROLLBACK");
    client.release();
  } catch (error) {
    // Its connection is gone, and its transaction with it.
    client.release(error instanceof Error ? error : true);
  }
}

/**
 * Pipelined: nothing waits for the answer to `BEGIN`. Each statement is answered for itself, and once one has
 * failed the database refuses the others and turns the commit into a rollback.
 */
function openTransaction(client: PoolClient, begin: string): Session & { end(): Promise<void> } {
  let begun: Promise<unknown> | undefined = client.query(begin);
  // Looked at together with the first statement; until then it must not count as unhandled.
  begun.catch(() => {});
  let isCommitted = false;
  const send = async <Row>(statement: Statement<Row>): Promise<Row[]> => {
    if (isCommitted) throw new TypeError("a transaction takes no statement after its commit");
    const first = begun;
    begun = undefined;
    const [, { rows }] = await Promise.all([first, client.query(queryOf(statement))]);
    return rows as Row[];
  };
  const commit = async (before: readonly Promise<unknown>[]) => {
    isCommitted = true;
    const [{ command }] = await Promise.all([client.query("COMMIT"), begun, ...before]);
    if (command !== "COMMIT") throw new OpsError("Cannot commit: the database rolled back", failed);
  };
  return {
    run: send,
    commitWith: (statements) => commit(statements.map(send)),
    end: async () => (isCommitted ? undefined : commit([])),
  };
}

const failed = { kind: "internal", code: "database.rolled_back" } as const;

function queryOf<Row>(statement: Statement<Row>) {
  const values = [...statement.parameters];
  return "name" in statement ? { name: statement.name, text: statement.sql, values } : { text: statement.sql, values };
}

/** Nothing is waited for inside a transaction: a pause this long is a process that stands still. */
const longestPauseMs = 1_500;

const idPattern = /^[a-z]{3}_[A-Za-z0-9_-]{1,64}$/;
const hashPattern = /^[0-9a-f]{64}$/;

/** What a session is goes out as one text, so its values are checked to be nothing but names. */
function beginning(sight: Sight): string {
  const set = (name: string, value: string) => `BEGIN; SET LOCAL ROLE ${appRole}; SET LOCAL app.${name} = '${value}'`;
  if ("listsTenants" in sight) return set("lists_tenants", "on");
  if ("keySha256" in sight) return set("key_sha256", checked(sight.keySha256, hashPattern));
  if (!("tenantId" in sight)) return set("sees_nodes", "on");
  const nodes = sight.seesNodes ? "; SET LOCAL app.sees_nodes = 'on'" : "";
  return `${set("tenant_id", checked(sight.tenantId, idPattern))}${nodes}`;
}

function checked(value: string, pattern: RegExp): string {
  if (pattern.test(value)) return value;
  throw new OpsError(`Cannot look into the database for ${JSON.stringify(value)}: it is not an id`, {
    kind: "invalid",
    code: "id.malformed",
    hint: "Copy the id as it is shown, such as ten_default",
  });
}
