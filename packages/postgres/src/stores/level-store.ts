import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { type Scope, sayScope } from "@steadyhand/core/levels";
import { OpsError } from "@steadyhand/core/outcome";
import { type Clock, type KnownScope, type LevelOutcome, type LevelStore, runBounded } from "@steadyhand/engine";
import { type Database, type Session, type Statement, schemaName, sqlBuilder } from "../database/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";
import { decodeElevation, decodeLevelChange, decodePromotion, decodeTrustChange } from "./level-codec.ts";
import { decodeEvidence, selectEvidence } from "./level-evidence.ts";
import { insertTrust, levelStatements, upsertElevation } from "./level-statements.ts";

/** Each looks through a whole record: whoever asks for all of them leaves most connections to others. */
const mostAtOnce = 4;
const mostListed = 200;
const mostHistory = 500;

/**
 * Levels, trust and elevations on PostgreSQL. Every change takes the lock of the tenant's head, as the transitions of
 * executions do: what one of these sees of them holds until its end.
 */
export function createLevelStore({ database, clock }: Adapters): LevelStore {
  const behindHead = behindHeadOf({ database, clock });
  return {
    list: (tenantId, now) => listScopes(database, tenantId, now),
    async get(tenantId, scope, now) {
      const statement = selectEvidence(tenantId, scope, { countFrom: now });
      const [row] = await database.query("read the level", { tenantId }, statement);
      return evidenceOf(scope, row);
    },
    async history(tenantId, { kind, name }) {
      const query = sqlBuilder.selectFrom("level_change").select("document").where("tenant_id", "=", tenantId);
      const own = query.where("scope", "=", kind).where("name", "=", name).orderBy("sequence", "desc");
      const rows = await database.query("read the levels", { tenantId }, own.limit(mostHistory).compile());
      return rows.map(({ document }) => decodeLevelChange(document));
    },
    change: (tenantId, scope, decide) =>
      behindHead("change the level", tenantId, async (session) => {
        const known = await evidenceBehind(session, tenantId, scope, clock.now());
        return writeOutcome(tenantId, decide(known));
      }),
    async promotions(tenantId) {
      const sql = `SELECT document FROM ${schemaName}.promotion WHERE tenant_id = $1
        ORDER BY (phase = 'offered') DESC, offered_at DESC, id DESC LIMIT ${mostListed}`;
      const statement = { name: "list_promotions", sql, parameters: [tenantId] };
      const rows = await database.query<{ document: unknown }>("list the offers", { tenantId }, statement);
      return rows.map(({ document }) => decodePromotion(document));
    },
    answerPromotion: (tenantId, id, decide) =>
      behindHead("answer the offer", tenantId, async (session) => {
        const found = await readDocument(session, "promotion", tenantId, id);
        const promotion = decodePromotion(found);
        const known = await evidenceBehind(session, tenantId, promotion.scope, clock.now());
        return writeOutcome(tenantId, decide(promotion, known));
      }),
    async trust(tenantId, runbookId) {
      const query = sqlBuilder.selectFrom("trust_change").select("document").where("tenant_id", "=", tenantId);
      const own = runbookId === undefined ? query : query.where("runbook_id", "=", runbookId);
      const newest = own.orderBy("sequence", "desc").limit(mostHistory).compile();
      const rows = await database.query("read the trust", { tenantId }, newest);
      return rows.map(({ document }) => decodeTrustChange(document));
    },
    changeTrust: (tenantId, change, events) =>
      behindHead("change the trust", tenantId, async () => ({ statements: [insertTrust(tenantId, change)], events })),
    async elevations(tenantId) {
      const query = sqlBuilder.selectFrom("elevation").select("document").where("tenant_id", "=", tenantId);
      const newest = query.orderBy("asked_at", "desc").orderBy("id", "desc").limit(mostListed).compile();
      const rows = await database.query("list the elevations", { tenantId }, newest);
      return rows.map(({ document }) => decodeElevation(document));
    },
    async activeElevations(tenantId, now) {
      const query = sqlBuilder.selectFrom("elevation").select("document").where("tenant_id", "=", tenantId);
      const active = query.where("phase", "=", "granted").where("until", ">", now).orderBy("until").compile();
      const rows = await database.query("list the active elevations", { tenantId }, active);
      return rows.map(({ document }) => decodeElevation(document));
    },
    askElevation: (tenantId, elevation, events) =>
      behindHead("ask for the elevation", tenantId, async () => ({
        statements: [upsertElevation(tenantId, elevation)],
        events,
      })),
    async answerElevation(tenantId, id, decide) {
      let answered: ReturnType<typeof decide>["elevation"] | undefined;
      await behindHead("answer the elevation", tenantId, async (session) => {
        const { elevation, events } = decide(decodeElevation(await readDocument(session, "elevation", tenantId, id)));
        answered = elevation;
        return { statements: [upsertElevation(tenantId, elevation)], events };
      });
      if (answered === undefined) throw new TypeError("an answered elevation was decided on");
      return answered;
    },
  };
}

interface Adapters {
  readonly database: Database;
  readonly clock: Clock;
}

interface Written {
  readonly statements: readonly Statement<unknown>[];
  readonly events: readonly AuditEventDraft[];
}

/** One change behind the lock of the tenant's head, stored with its events. What `work` throws changes nothing. */
function behindHeadOf({ database, clock }: Adapters) {
  return (what: string, tenantId: TenantId, work: (session: Session) => Promise<Written>): Promise<void> =>
    database.transaction(what, { tenantId }, async (session) => {
      const after = await lockHead(session, tenantId);
      const { statements, events } = await work(session);
      const append = appendStatements({ tenantId, drafts: events, at: clock.now(), after });
      await session.commitWith([...statements, ...append]);
    });
}

function writeOutcome(tenantId: TenantId, outcome: LevelOutcome): Written {
  return { statements: levelStatements(tenantId, outcome), events: outcome.events };
}

async function evidenceBehind(session: Session, tenantId: TenantId, scope: Scope, now: Date): Promise<KnownScope> {
  const [row] = await session.run(selectEvidence(tenantId, scope, { countFrom: now }));
  return evidenceOf(scope, row);
}

function evidenceOf(scope: Scope, row: Parameters<typeof decodeEvidence>[1] | undefined): KnownScope {
  if (row === undefined) throw new TypeError(`the evidence of ${sayScope(scope)} is one row`);
  return decodeEvidence(scope, row);
}

async function listScopes(database: Database, tenantId: TenantId, now: Date): Promise<KnownScope[]> {
  const statement = { name: "list_scopes", sql: scopesSql, parameters: [tenantId] };
  const scopes = await database.query<Scope>("list subjects and projects", { tenantId }, statement);
  return runBounded(scopes, mostAtOnce, async (scope) => {
    const evidence = selectEvidence(tenantId, scope, { countFrom: now });
    const [row] = await database.query("read the level", { tenantId }, evidence);
    return evidenceOf(scope, row);
  });
}

const scopesSql = `SELECT kind, name FROM (
    SELECT 'subject' AS kind, subject AS name FROM ${schemaName}.execution WHERE tenant_id = $1
    UNION SELECT 'project', project FROM ${schemaName}.execution WHERE tenant_id = $1
    UNION SELECT scope, name FROM ${schemaName}.level_change WHERE tenant_id = $1
  ) AS known ORDER BY kind, name LIMIT 1000`;

async function readDocument(
  session: Session,
  table: "promotion" | "elevation",
  tenantId: TenantId,
  id: string,
): Promise<unknown> {
  const sql = `SELECT document FROM ${schemaName}.${table} WHERE tenant_id = $1 AND id = $2`;
  const [found] = await session.run<{ document: unknown }>({
    name: `get_${table}`,
    sql,
    parameters: [tenantId, id],
  });
  if (found !== undefined) return found.document;
  throw new OpsError(`Cannot find ${table} ${id}: there is none of that id`, {
    kind: "not_found",
    code: `${table}.not_found`,
    hint: table === "promotion" ? "`steady level promotions` lists them" : "`steady elevation list` lists them",
  });
}
