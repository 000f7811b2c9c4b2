import { OpsError } from "@steadyhand/core/outcome";
import { Client } from "pg";
import type { EmbeddedPostgres } from "../embedded/index.ts";
import { connectionConfig, type DatabasePlace } from "./connection.ts";
import { databaseError, sqlStateOf } from "./database-error.ts";

/** Owns the tables and migrates them; used for nothing else. */
export const ownerRole = "steadyhand_owner";
/** Does everything else. It owns nothing, and every row it sees or writes is one tenant's. */
export const appRole = "steadyhand_app";
/** The schema that holds our tables. */
export const schemaName = "steadyhand";
/** The schema that holds what is to be looked at and when: ids only, so it knows no tenant's data. */
export const queueSchemaName = "steadyhand_queue";

/** Makes sure of the roles, the database and the schema. Throws `database.…`. */
export async function prepareRoles(place: DatabasePlace): Promise<void> {
  if (place.kind === "embedded") await prepareEmbedded(place);
  const client = new Client(connectionConfig(place, "admin"));
  try {
    await client.connect();
    await checkVersion(client);
    if (place.kind === "server") await prepareOnServer(client);
    for (const schema of [schemaName, queueSchemaName]) await makeSchema(client, schema);
    await refuseStrongRole(client);
  } catch (error) {
    throw sqlStateOf(error) === "42501" ? notAllowed(error) : databaseError("open the database", error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function prepareEmbedded(place: EmbeddedPostgres): Promise<void> {
  const client = new Client({ ...connectionConfig(place, "admin"), database: "postgres" });
  try {
    await client.connect();
    for (const role of await missingRoles(client)) await client.query(`CREATE ROLE ${role} LOGIN`);
    const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [place.database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${place.database} OWNER ${ownerRole}`);
  } catch (error) {
    throw databaseError("prepare the embedded database", error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Looked for first: to make one that is there already takes a right that a user who needs nothing more may lack. */
async function makeSchema(client: Client, schema: string): Promise<void> {
  const found = await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [schema]);
  if (found.rowCount === 0) await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${ownerRole}`);
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${appRole}`);
}

async function checkVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::integer AS version",
  );
  const version = Math.floor((rows[0]?.version ?? 0) / 10_000);
  if (version >= 15) return;
  throw new OpsError(`Cannot use the database: it is PostgreSQL ${version}, and 15 or newer is needed`, {
    kind: "unavailable",
    code: "database.too_old",
    hint: "Name a newer server in DATABASE_URL, or leave it out for the embedded one",
  });
}

async function missingRoles(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT rolname AS name FROM pg_roles WHERE rolname = ANY($1::text[])",
    [[ownerRole, appRole]],
  );
  return [ownerRole, appRole].filter((role) => !rows.some(({ name }) => name === role));
}

async function prepareOnServer(client: Client): Promise<void> {
  for (const role of await missingRoles(client)) await createRole(client, role);
  for (const role of [ownerRole, appRole]) {
    if (!(await canBecome(client, role))) await client.query(`GRANT ${role} TO CURRENT_USER`);
  }
}

async function createRole(client: Client, role: string): Promise<void> {
  try {
    await client.query(`CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS`);
  } catch (error) {
    // Roles belong to the whole server: another instance may have just made it.
    if (sqlStateOf(error) !== "42710" && sqlStateOf(error) !== "23505") throw error;
  }
}

async function canBecome(client: Client, role: string): Promise<boolean> {
  try {
    await client.query(`SET ROLE ${role}`);
    await client.query("RESET ROLE");
    return true;
  } catch (error) {
    if (sqlStateOf(error) === "42501") return false;
    throw error;
  }
}

/** A role that passes over row-level security would let every tenant see every other. */
async function refuseStrongRole(client: Client): Promise<void> {
  const { rows } = await client.query(
    "SELECT FROM pg_roles WHERE rolname = ANY($1::text[]) AND (rolsuper OR rolbypassrls)",
    [[ownerRole, appRole]],
  );
  if (rows.length === 0) return;
  throw new OpsError(`Cannot use the database: ${ownerRole} or ${appRole} may pass over row-level security`, {
    kind: "unavailable",
    code: "database.role_too_strong",
    hint: `Run as its administrator: ALTER ROLE ${ownerRole} NOSUPERUSER NOBYPASSRLS; and the same for ${appRole}`,
  });
}

function notAllowed(cause: unknown): OpsError {
  const reason = cause instanceof Error ? cause.message : "permission denied";
  const statements = `CREATE ROLE ${ownerRole}; CREATE ROLE ${appRole}; GRANT ${ownerRole}, ${appRole} TO the user; CREATE SCHEMA ${schemaName} AUTHORIZATION ${ownerRole}; CREATE SCHEMA ${queueSchemaName} AUTHORIZATION ${ownerRole}`;
  return new OpsError(`Cannot use the database: the user in DATABASE_URL may not prepare it (${reason})`, {
    kind: "unavailable",
    code: "database.not_allowed",
    hint: `Run as its administrator: ${statements}`,
    cause,
  });
}
