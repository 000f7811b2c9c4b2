import { randomBytes } from "node:crypto";
import type { Plan } from "@steadyhand/core/execution";
import type { Actor, RunbookId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type { PageRequest, RunbookStore, RunbookSummary, RunbookVersion } from "@steadyhand/engine";
import { type Database, type Schema, type Session, type Statement, schemaName, sqlBuilder } from "../database/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";
import { checkLimit, pageOf, readTimeToken } from "../paging/index.ts";
import { insertClassifications } from "./classification-store.ts";

type Import = Parameters<RunbookStore["import"]>[0];
type Row = Schema["runbook_version"];

/** Runbooks on PostgreSQL. A version is written once and never changes. */
export function createRunbookStore({ database }: { readonly database: Database }): RunbookStore {
  return {
    import: (input) => importText(database, input),
    async get(tenantId, id, version) {
      let query = sqlBuilder.selectFrom("runbook_version").selectAll();
      query = query.where("tenant_id", "=", tenantId).where("id", "=", id).orderBy("version", "desc").limit(1);
      if (version !== undefined) query = query.where("version", "=", version);
      const [row] = await database.query("read the runbook", { tenantId }, query.compile());
      if (row === undefined) throw notFound(id, version);
      return versionOf(row);
    },
    list: (tenantId, page) => list(database, tenantId, page),
  };
}

async function importText(database: Database, input: Import) {
  const { tenantId, by, at, parsed, plan } = input;
  return database.transaction("import the runbook", { tenantId }, async (session) => {
    // The head is the tenant's one lock: of two imports of one text at once, the second finds the first.
    const after = await lockHead(session, tenantId);
    const known = await findSameText(session, input);
    if (known !== undefined) return { version: versionOf(known), isNew: false };
    const version: RunbookVersion = {
      ...(await nextPlace(session, input)),
      title: parsed.title,
      steps: parsed.steps.length,
      sourceSha256: parsed.sourceSha256,
      importedBy: by,
      importedAt: at,
      parsed,
      plan,
    };
    const { parsed: _parsed, plan: _plan, ...summary } = version;
    const events = appendStatements({ tenantId, drafts: input.events(summary), at, after });
    const judged = insertClassifications(tenantId, input.classifications(summary));
    await session.commitWith([insertVersion(tenantId, version), ...judged, ...events]);
    return { version, isNew: true };
  });
}

/** The newest version of the same text, read the same way: what a person took over from a model is part of it. */
async function findSameText(session: Session, { tenantId, id, parsed }: Import): Promise<Row | undefined> {
  let query = sqlBuilder.selectFrom("runbook_version").selectAll().where("tenant_id", "=", tenantId);
  query = query.where("source_sha256", "=", parsed.sourceSha256).orderBy("imported_at", "desc").limit(mostReadings);
  if (id !== undefined) query = query.where("id", "=", id);
  const rows = await session.run(query.compile());
  const wanted = acceptedIn(parsed);
  return rows.find((row) => acceptedIn(row.parsed as ParsedRunbook) === wanted);
}

/** So many readings of one text are looked at; a further one of an older reading is only one version more. */
const mostReadings = 20;

function acceptedIn({ steps }: ParsedRunbook): string {
  const accepted = steps.flatMap(({ command }) => (command?.origin === "model" ? [command] : []));
  return JSON.stringify(accepted.map(({ text, dialect, range }) => [text, dialect, range.start, range.end]));
}

async function nextPlace(session: Session, { tenantId, id }: Import): Promise<Pick<RunbookVersion, "id" | "version">> {
  if (id === undefined) return { id: `rbk_${randomBytes(9).toString("base64url")}`, version: 1 };
  const query = sqlBuilder.selectFrom("runbook_version").select(({ fn }) => fn.max("version").as("newest"));
  const [row] = await session.run(query.where("tenant_id", "=", tenantId).where("id", "=", id).compile());
  const newest: number | null | undefined = row?.newest;
  if (typeof newest !== "number") throw notFound(id);
  return { id, version: newest + 1 };
}

function insertVersion(tenantId: TenantId, version: RunbookVersion): Statement<unknown> {
  const { id, version: number, title, steps, sourceSha256, importedBy, importedAt, parsed, plan } = version;
  const sql = `INSERT INTO ${schemaName}.runbook_version (tenant_id, id, version, title, steps, source_sha256,
      imported_by, imported_at, parsed, plan) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
  const parameters = [
    ...[tenantId, id, number, withoutNul(title), steps, sourceSha256],
    ...[JSON.stringify(importedBy), importedAt.toISOString(), JSON.stringify(parsed), JSON.stringify(plan)],
  ];
  return { name: "insert_runbook_version", sql, parameters };
}

/** A column of text cannot hold NUL. The title as it was written is in `parsed`. */
function withoutNul(text: string): string {
  return text.replaceAll("\0", "");
}

async function list(database: Database, tenantId: TenantId, { limit, after }: PageRequest) {
  checkLimit(limit);
  let query = sqlBuilder
    .selectFrom("runbook_version as runbook")
    .select(["id", "version", "title", "steps", "source_sha256", "imported_by", "imported_at"])
    .where("tenant_id", "=", tenantId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("runbook_version as newer")
            .select("newer.version")
            .whereRef("newer.tenant_id", "=", "runbook.tenant_id")
            .whereRef("newer.id", "=", "runbook.id")
            .whereRef("newer.version", ">", "runbook.version"),
        ),
      ),
    )
    .orderBy("imported_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (after !== undefined) {
    const { at, id } = readTimeToken(after);
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("imported_at", "id"), "<", tuple(at, id)));
  }
  const rows = await database.query("list the runbooks", { tenantId }, query.compile());
  return pageOf({ rows, limit, place: ({ imported_at, id }) => ({ at: imported_at, id }), item: summaryOf });
}

function summaryOf(row: Omit<Row, "parsed" | "plan" | "tenant_id">): RunbookSummary {
  return {
    // Written from values of these types.
    id: row.id as RunbookId,
    version: row.version,
    title: row.title,
    steps: row.steps,
    sourceSha256: row.source_sha256,
    importedBy: row.imported_by as Actor,
    importedAt: row.imported_at,
  };
}

function versionOf(row: Row): RunbookVersion {
  const [parsed, plan] = [row.parsed as ParsedRunbook, row.plan as Plan];
  return { ...summaryOf(row), title: parsed.title, parsed, plan };
}

function notFound(id: string, version?: number): OpsError {
  const what = version === undefined ? `runbook ${id}` : `version ${version} of runbook ${id}`;
  return new OpsError(`Cannot find ${what}: there is none of that id`, {
    kind: "not_found",
    code: "runbook.not_found",
    hint: "`steady runbook list` shows the runbooks there are",
  });
}
