import type { BlobIndex, BlobStore, Clock } from "@steadyhand/engine";
import { type Database, schemaName } from "../database/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";
import { putSealed } from "./output-rows.ts";

/** Sealed bytes in the database itself. */
export function createDatabaseBlobs({ database }: { readonly database: Database }): BlobStore {
  return {
    kind: "database",
    description: "the database",
    async put({ tenantId, name }, sealed) {
      await database.query("store a blob", { tenantId }, putSealed(tenantId, name, sealed));
    },
    async get({ tenantId, name }) {
      const sql = `SELECT sealed FROM ${schemaName}.sealed_blob WHERE tenant_id = $1 AND name = $2`;
      const statement = { name: "get_sealed", sql, parameters: [tenantId, name] };
      const [row] = await database.query<{ sealed: Buffer }>("read a blob", { tenantId }, statement);
      return row?.sealed;
    },
    async delete({ tenantId, name }) {
      const sql = `DELETE FROM ${schemaName}.sealed_blob WHERE tenant_id = $1 AND name = $2`;
      await database.query(
        "delete a blob",
        { tenantId },
        { name: "delete_one_sealed", sql, parameters: [tenantId, name] },
      );
    },
    async list({ tenantId }, { limit, after = "" }) {
      const sql = `SELECT name, put_at FROM ${schemaName}.sealed_blob
        WHERE tenant_id = $1 AND name > $2 ORDER BY name LIMIT $3`;
      const statement = { name: "list_sealed", sql, parameters: [tenantId, after, limit] };
      const rows = await database.query<{ name: string; put_at: Date }>("list blobs", { tenantId }, statement);
      return rows.map(({ name, put_at }) => ({ name, storedAt: put_at }));
    },
  };
}

/** Which blobs the rows name, and which of those wait in the database. */
export function createBlobIndex({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): BlobIndex {
  return {
    async named(tenantId, names) {
      if (names.length === 0) return new Set();
      const sql = `SELECT DISTINCT name FROM ${schemaName}.output_blob WHERE tenant_id = $1 AND name = ANY ($2::text[])`;
      const statement = { name: "named_blobs", sql, parameters: [tenantId, names] };
      const rows = await database.query<{ name: string }>("look for who names blobs", { tenantId }, statement);
      return new Set(rows.map(({ name }) => name));
    },
    async waiting(tenantId, limit) {
      const sql = `SELECT s.name FROM ${schemaName}.sealed_blob s WHERE s.tenant_id = $1 AND EXISTS (
          SELECT FROM ${schemaName}.output_blob b
          WHERE b.tenant_id = $1 AND b.name = s.name AND b.place = 'database'
        ) ORDER BY s.put_at LIMIT $2`;
      const statement = { name: "waiting_blobs", sql, parameters: [tenantId, limit] };
      const rows = await database.query<{ name: string }>("list blobs that wait", { tenantId }, statement);
      return rows.map(({ name }) => name);
    },
    async moved(tenantId, names, events) {
      await database.transaction("store where blobs lie", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        await session.commitWith([
          { name: "move_blobs", sql: moveSql, parameters: [tenantId, names] },
          { name: "drop_moved", sql: dropSql, parameters: [tenantId, names] },
          ...appendStatements({ tenantId, drafts: events, at: clock.now(), after }),
        ]);
      });
    },
  };
}

const moveSql = `UPDATE ${schemaName}.output_blob SET place = 'store' WHERE tenant_id = $1 AND name = ANY ($2::text[])`;
const dropSql = `DELETE FROM ${schemaName}.sealed_blob WHERE tenant_id = $1 AND name = ANY ($2::text[])`;
