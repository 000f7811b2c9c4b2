import type { TenantId } from "@steadyhand/core/identity";
import { type PanicId, type PanicPress, pressOf, type Resumption, writePress } from "@steadyhand/core/panic";
import type { Clock, PanicStore, StoredPanic } from "@steadyhand/engine";
import { type Database, type Statement, schemaName } from "../database/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";

export interface PanicStores {
  /** Panic of one installation, in the ledger of the tenant that it belongs to. */
  panicOf(tenantId: TenantId): PanicStore;
  /** What the nodes of this database sign with; `made` becomes it when there is none yet. 32 characters or more. */
  clusterSecret(tenantId: TenantId, made: string): Promise<string>;
}

/** So many of the newest lifted presses are remembered: enough that no late message brings one back. */
const liftedKept = 200;

export function createPanicStores({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): PanicStores {
  return {
    panicOf: (tenantId) => panicOf(database, clock, tenantId),
    async clusterSecret(tenantId, made) {
      const sight = { tenantId };
      await database.query("keep the secret of the nodes", sight, {
        name: "add_cluster_secret",
        sql: `INSERT INTO ${schemaName}.cluster_secret (tenant_id, secret) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
        parameters: [tenantId, made],
      });
      const [row] = await database.query<{ secret: string }>("read the secret of the nodes", sight, {
        name: "get_cluster_secret",
        sql: `SELECT secret FROM ${schemaName}.cluster_secret WHERE tenant_id = $1`,
        parameters: [tenantId],
      });
      return row?.secret ?? made;
    },
  };
}

function panicOf(database: Database, clock: Clock, tenantId: TenantId): PanicStore {
  return {
    async read() {
      const [row] = await database.query<Row>("read whether panic is on", { tenantId }, readStatement(tenantId));
      return decode(row);
    },
    async press(press, drafts) {
      return database.transaction("store that panic was pressed", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        const added = await session.run(addStatement(tenantId, press));
        // Stored before, by us or by another node.
        if (added.length === 0) {
          const [there] = await session.run(whetherLifted(tenantId, press));
          return there?.is_lifted === true ? "lifted" : "on";
        }
        await session.commitWith([
          resumptionStatement(tenantId, { phase: "none" }),
          ...appendStatements({ tenantId, drafts, at: clock.now(), after }),
        ]);
        return "on";
      });
    },
    resume(decide) {
      return database.transaction("store how panic ends", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        const [row] = await session.run<Row>(readStatement(tenantId));
        const { resumption, lift = [], events, result } = decide(decode(row));
        const at = clock.now();
        await session.commitWith([
          ...(resumption ? [resumptionStatement(tenantId, resumption)] : []),
          ...(lift.length > 0 ? [liftStatement(tenantId, lift, at)] : []),
          ...appendStatements({ tenantId, drafts: events, at, after }),
        ]);
        return result;
      });
    },
  };
}

interface Row {
  readonly presses: readonly unknown[] | null;
  readonly lifted: readonly PanicId[] | null;
  readonly resumption: unknown;
}

function readStatement(tenantId: TenantId): Statement<Row> {
  const sql = `SELECT
    (SELECT json_agg(document ORDER BY pressed_at) FROM ${schemaName}.panic
      WHERE tenant_id = $1 AND lifted_at IS NULL) AS presses,
    (SELECT json_agg(id) FROM (SELECT id FROM ${schemaName}.panic WHERE tenant_id = $1 AND lifted_at IS NOT NULL
      ORDER BY lifted_at DESC LIMIT ${liftedKept}) AS newest) AS lifted,
    (SELECT document FROM ${schemaName}.panic_resumption WHERE tenant_id = $1) AS resumption`;
  return { name: "read_panic", sql, parameters: [tenantId] };
}

function decode(row: Row | undefined): StoredPanic {
  return {
    presses: (row?.presses ?? []).flatMap((document) => pressOf(document) ?? []),
    lifted: row?.lifted ?? [],
    resumption: decodeResumption(row?.resumption),
  };
}

/** Written by `resumptionStatement`, with its date as text. */
function decodeResumption(document: unknown): Resumption {
  const written = document as (Resumption & { readonly at?: string }) | null | undefined;
  if (!written || written.phase === "none") return { phase: "none" };
  return { ...written, at: new Date(written.at) };
}

function addStatement(tenantId: TenantId, press: PanicPress): Statement<{ id: string }> {
  const sql = `INSERT INTO ${schemaName}.panic (tenant_id, id, pressed_at, document) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING RETURNING id`;
  return { name: "add_panic", sql, parameters: [tenantId, press.id, press.since.toISOString(), writePress(press)] };
}

function whetherLifted(tenantId: TenantId, { id }: PanicPress): Statement<{ is_lifted: boolean }> {
  const sql = `SELECT lifted_at IS NOT NULL AS is_lifted FROM ${schemaName}.panic WHERE tenant_id = $1 AND id = $2`;
  return { name: "whether_panic_lifted", sql, parameters: [tenantId, id] };
}

function resumptionStatement(tenantId: TenantId, resumption: Resumption): Statement<unknown> {
  const sql = `INSERT INTO ${schemaName}.panic_resumption (tenant_id, document) VALUES ($1, $2)
    ON CONFLICT (tenant_id) DO UPDATE SET document = excluded.document`;
  return { name: "put_panic_resumption", sql, parameters: [tenantId, JSON.stringify(resumption)] };
}

function liftStatement(tenantId: TenantId, ids: readonly PanicId[], at: Date): Statement<unknown> {
  const sql = `UPDATE ${schemaName}.panic SET lifted_at = $3
    WHERE tenant_id = $1 AND id = ANY($2::text[]) AND lifted_at IS NULL`;
  return { name: "lift_panic", sql, parameters: [tenantId, [...ids], at.toISOString()] };
}
