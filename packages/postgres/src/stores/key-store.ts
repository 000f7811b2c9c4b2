import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Clock, KeyStore, TenantKeys, WrappedKey } from "@steadyhand/engine";
import { type Database, type Session, type Statement, schemaName, sqlStateOf } from "../database/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";
import { listTenants } from "./list-tenants.ts";

/** What the database raises where a tenant is deleted. */
export const deletedState = "SH006";

/** Wrapped data keys on PostgreSQL. Every change is behind the lock of its tenant's ledger, with the event that tells of it. */
export function createKeyStore({ database, clock }: { readonly database: Database; readonly clock: Clock }): KeyStore {
  return {
    listTenants: () => listTenants(database),
    get: (tenantId) => get(database, tenantId),
    async add(tenantId, key, events) {
      try {
        return await database.transaction("store a data key", { tenantId }, async (session) => {
          const after = await lockHead(session, tenantId);
          const added = await session.run(insertKey(tenantId, key));
          if (added.length === 0) return false;
          await session.commitWith(appendStatements({ tenantId, drafts: events, at: clock.now(), after }));
          return true;
        });
      } catch (error) {
        throw isOfDeleted(error) ? tenantDeleted("store a data key", tenantId, error) : error;
      }
    },
    async rewrap(tenantId, keys, events) {
      await database.transaction("store rewrapped data keys", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        const updates = keys.map(({ before, after: next }) => updateKey(tenantId, before, next));
        const append = appendStatements({ tenantId, drafts: events, at: clock.now(), after });
        await session.commitWith([...updates, ...append]);
      });
    },
    async deleteTenant(tenantId, events) {
      const { isDeleted } = await get(database, tenantId);
      if (isDeleted) return { keys: 0, outputs: 0, wasDeleted: true };
      return database.transaction("delete the tenant", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        const destroyed = await destroy(session, tenantId);
        const drafts = events(destroyed);
        await session.commitWith(appendStatements({ tenantId, drafts, at: clock.now(), after }));
        return { ...destroyed, wasDeleted: false };
      });
    },
  };
}

async function get(database: Database, tenantId: TenantId): Promise<TenantKeys> {
  const statement = { name: "get_keys", sql: getSql, parameters: [tenantId] };
  const rows = await database.query<KeyRow>("read the data keys", { tenantId }, statement);
  const [first] = rows;
  if (first === undefined) throw tenantNotFound(tenantId);
  return {
    tenantId,
    space: first.space,
    isDeleted: first.is_deleted,
    keys: rows.flatMap((row) => (row.version === null ? [] : decodeKey(row))),
  };
}

const getSql = `SELECT t.output_space AS space, t.deleted_at IS NOT NULL AS is_deleted,
    k.version, k.master_id, k.wrapped, k.key_check, k.made_at, k.wrapped_at
  FROM ${schemaName}.tenant t LEFT JOIN ${schemaName}.tenant_key k ON k.tenant_id = t.tenant_id
  WHERE t.tenant_id = $1 ORDER BY k.version`;

type KeyRow = { readonly space: string; readonly is_deleted: boolean } & (
  | StoredKey
  | { readonly [Name in keyof StoredKey]: null }
);

interface StoredKey {
  readonly version: number;
  readonly master_id: string;
  readonly wrapped: Buffer;
  readonly key_check: string;
  readonly made_at: Date;
  readonly wrapped_at: Date;
}

function decodeKey({ version, master_id, wrapped, key_check, made_at, wrapped_at }: StoredKey): WrappedKey {
  return { version, masterId: master_id, wrapped, keyCheck: key_check, madeAt: made_at, wrappedAt: wrapped_at };
}

function insertKey(tenantId: TenantId, key: WrappedKey): Statement<unknown> {
  const sql = `INSERT INTO ${schemaName}.tenant_key (tenant_id, version, master_id, wrapped, key_check, made_at, wrapped_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING version`;
  const { version, masterId, wrapped, keyCheck, madeAt, wrappedAt } = key;
  const times = [madeAt.toISOString(), wrappedAt.toISOString()];
  return { name: "insert_key", sql, parameters: [tenantId, version, masterId, wrapped, keyCheck, ...times] };
}

function updateKey(tenantId: TenantId, before: WrappedKey, next: WrappedKey): Statement<unknown> {
  const sql = `UPDATE ${schemaName}.tenant_key SET master_id = $4, wrapped = $5, wrapped_at = $6
    WHERE tenant_id = $1 AND version = $2 AND master_id = $3`;
  const parameters = [
    tenantId,
    before.version,
    before.masterId,
    next.masterId,
    next.wrapped,
    next.wrappedAt.toISOString(),
  ];
  return { name: "rewrap_key", sql, parameters };
}

/** Behind the lock of the head: nothing of the tenant starts or ends meanwhile. */
async function destroy(session: Session, tenantId: TenantId): Promise<{ keys: number; outputs: number }> {
  const run = (name: string, sql: string) => session.run<{ count: number }>({ name, sql, parameters: [tenantId] });
  const [open, keys, outputs] = await Promise.all([
    run("count_open", countOpenSql),
    run("destroy_keys", destroyKeysSql),
    run("forget_blobs", forgetBlobsSql),
    run("empty_outputs", emptyOutputsSql),
    run("delete_sealed", `DELETE FROM ${schemaName}.sealed_blob WHERE tenant_id = $1`),
    run("mark_deleted", `UPDATE ${schemaName}.tenant SET deleted_at = clock_timestamp() WHERE tenant_id = $1`),
    // After the mark: only of a deleted tenant may they be emptied.
    run("empty_turns", emptyTurnsSql),
  ]);
  const isOpen = open[0]?.count ?? 0;
  if (isOpen > 0) throw tenantBusy(tenantId, isOpen);
  return { keys: keys[0]?.count ?? 0, outputs: outputs[0]?.count ?? 0 };
}

const countOpenSql = `SELECT count(*) AS count FROM ${schemaName}.execution WHERE tenant_id = $1 AND ended_at IS NULL`;
const destroyKeysSql = `WITH gone AS (DELETE FROM ${schemaName}.tenant_key WHERE tenant_id = $1 RETURNING version)
  SELECT count(*) AS count FROM gone`;
const forgetBlobsSql = `WITH gone AS (DELETE FROM ${schemaName}.output_blob WHERE tenant_id = $1 RETURNING name)
  SELECT count(*) AS count FROM gone`;
// What was kept before there were keys lies in the rows. Taken apart as json: jsonb takes no NUL.
const emptyOutputsSql = `UPDATE ${schemaName}.attempt_output SET result = (
    SELECT json_object_agg(key, CASE key WHEN 'output' THEN '{"stdout":"","stderr":""}'::json ELSE value END)
    FROM json_each(result)
  ) WHERE tenant_id = $1`;

// What tools answered is output as well. Its digests stay.
const emptyTurnsSql = `UPDATE ${schemaName}.investigation_turn SET text = '""' WHERE tenant_id = $1 AND text IS NOT NULL`;

export function isOfDeleted(error: unknown): boolean {
  return sqlStateOf(error instanceof OpsError ? error.cause : error) === deletedState;
}

export function tenantDeleted(what: string, tenantId: TenantId, cause: unknown): OpsError {
  return new OpsError(`Cannot ${what}: tenant ${tenantId} is deleted`, {
    kind: "refused",
    code: "tenant.deleted",
    cause,
  });
}

function tenantNotFound(tenantId: TenantId): OpsError {
  return new OpsError(`Cannot find tenant ${tenantId}: there is none of that id`, {
    kind: "not_found",
    code: "tenant.not_found",
    hint: "`steady keys list` names the tenants there are",
  });
}

function tenantBusy(tenantId: TenantId, count: number): OpsError {
  return new OpsError(`Cannot delete tenant ${tenantId}: ${count} of its executions have not ended`, {
    kind: "refused",
    code: "tenant.busy",
    hint: "Let them end or abort them; `steady executions list` shows them",
  });
}
