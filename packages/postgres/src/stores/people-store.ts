import type { Actor, ActorId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Clock, PeopleStore } from "@steadyhand/engine";
import { constraintOf, type Database, schemaName, sqlBuilder } from "../database/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";

/** People on PostgreSQL. */
export function createPeopleStore(options: { readonly database: Database; readonly clock: Clock }): PeopleStore {
  const { database, clock } = options;
  return {
    async add(tenantId, { actor, keySha256, roles = [] }, drafts) {
      const at = clock.now();
      const sql = `INSERT INTO ${schemaName}.person (tenant_id, actor_id, actor, key_sha256, added_at, roles)
        VALUES ($1, $2, $3, $4, $5, $6)`;
      const parameters = [tenantId, actor.id, JSON.stringify(actor), keySha256, at.toISOString(), [...roles]];
      try {
        await database.transaction("add the person", { tenantId }, async (session) => {
          const after = await lockHead(session, tenantId);
          const append = appendStatements({ tenantId, drafts, at, after });
          await session.commitWith([{ name: "add_person", sql, parameters }, ...append]);
        });
      } catch (error) {
        throw isRepeated(error) ? alreadyThere(actor) : error;
      }
    },
    async findByKey(keySha256) {
      const query = sqlBuilder
        .selectFrom("person")
        .select(["tenant_id", "actor", "roles"])
        .where("key_sha256", "=", keySha256);
      const [row] = await database.query("look up the key", { keySha256 }, query.compile());
      // Written from values of these types.
      return row && { tenantId: row.tenant_id as TenantId, actor: row.actor as Actor, roles: row.roles };
    },
    async list(tenantId) {
      const columns = ["actor", "added_at", "roles"] as const;
      const query = sqlBuilder.selectFrom("person").select(columns).where("tenant_id", "=", tenantId);
      const sorted = query.orderBy("added_at").orderBy("actor_id").compile();
      const rows = await database.query("list the people", { tenantId }, sorted);
      return rows.map(({ actor, added_at, roles }) => ({ actor: actor as Actor, addedAt: added_at, roles }));
    },
    async listKeys(tenantId) {
      const query = sqlBuilder.selectFrom("person").select(["actor", "key_sha256"]).where("tenant_id", "=", tenantId);
      const rows = await database.query("list the people's keys", { tenantId }, query.compile());
      return rows.map(({ actor, key_sha256 }) => ({ actor: actor as Actor, keySha256: key_sha256 }));
    },
    async setRoles(tenantId, actorId, roles, drafts) {
      const sql = `UPDATE ${schemaName}.person SET roles = $3 WHERE tenant_id = $1 AND actor_id = $2 RETURNING actor_id`;
      await database.transaction("change the person's roles", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        const parameters = [tenantId, actorId, [...roles]];
        const changed = await session.run({ name: "set_roles", sql, parameters });
        if (changed.length === 0) throw notFound(actorId);
        await session.commitWith(appendStatements({ tenantId, drafts, at: clock.now(), after }));
      });
    },
    async remove(tenantId, actorId, drafts) {
      const sql = `DELETE FROM ${schemaName}.person WHERE tenant_id = $1 AND actor_id = $2 RETURNING actor_id`;
      await database.transaction("remove the person", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        const gone = await session.run({ name: "remove_person", sql, parameters: [tenantId, actorId] });
        if (gone.length === 0) throw notFound(actorId);
        await session.commitWith(appendStatements({ tenantId, drafts, at: clock.now(), after }));
      });
    },
  };
}

function isRepeated(error: unknown): boolean {
  const constraint = constraintOf(error instanceof OpsError ? error.cause : error);
  return constraint === "person_pkey" || constraint === "person_key_unique";
}

function alreadyThere({ id, name }: Actor): OpsError {
  return new OpsError(`Cannot add ${name}: ${id} or the same key is there already`, {
    kind: "refused",
    code: "person.exists",
    hint: "Choose another name, or remove the person first",
  });
}

function notFound(id: ActorId): OpsError {
  return new OpsError(`Cannot find ${id}: there is nobody of that id`, {
    kind: "not_found",
    code: "person.not_found",
    hint: "`steady people list` shows who there is",
  });
}
