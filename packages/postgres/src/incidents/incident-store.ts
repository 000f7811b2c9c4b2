import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { Incident, IncidentId, KnownIncidents, OpenIncident, ResolvedIncident } from "@steadyhand/core/incident";
import { OpsError } from "@steadyhand/core/outcome";
import type {
  Clock,
  IncidentFilter,
  IncidentStore,
  KeptSubject,
  PageRequest,
  SubjectTransition,
} from "@steadyhand/engine";
import { type Database, type Session, type Statement, schemaName, sqlBuilder } from "../database/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";
import { checkLimit, pageOf, readTimeToken } from "../paging/index.ts";
import { decodeIncident, decodeWatch } from "./incident-codec.ts";
import { putIncident, putWatches, removeWatches } from "./incident-statements.ts";
import { claimStatement, heldStatement, releaseStatement } from "./watchers.ts";

/** Incidents on PostgreSQL. Every change takes the lock of the tenant's head, as the transitions of executions do. */
export function createIncidentStore(adapters: {
  readonly database: Database;
  readonly clock: Pick<Clock, "now">;
}): IncidentStore {
  const { database, clock } = adapters;
  const write = (session: Session, written: Written) => session.commitWith(statementsOf(written, clock.now()));
  return {
    async claim(tenantId, lease, subjects) {
      const sight = { tenantId, seesNodes: true } as const;
      const rows = await database.query("claim subjects", sight, claimStatement(tenantId, lease, subjects));
      return rows.map(({ subject }) => subject);
    },
    async release(tenantId, lease, subjects) {
      await database.query("give subjects back", { tenantId }, releaseStatement(tenantId, lease, subjects));
    },
    load: (tenantId, subjects) => load(database, tenantId, subjects),
    transition: ({ tenantId, lease, subjects, since }, decide) =>
      database.transaction("store what was seen", { tenantId, seesNodes: true }, async (session) => {
        const after = await lockHead(session, tenantId);
        const [held, known] = await Promise.all([
          session.run<{ subject: string }>(heldStatement(tenantId, lease, subjects)),
          session.run<KnownRow>(knownStatement(tenantId, subjects, since)),
        ]);
        const bySubject = Map.groupBy(known, ({ subject }) => subject);
        const transitions = held.map(({ subject }) => ({
          subject,
          ...decide(subject, knownOf(bySubject.get(subject) ?? [])),
        }));
        await write(session, { tenantId, transitions, after });
        return held.map(({ subject }) => subject);
      }),
    change: (tenantId, id, decide) =>
      database.transaction("store what was said of the incident", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        const [row] = await session.run<{ document: unknown }>(getStatement(tenantId, id));
        if (row === undefined) throw notFound(id);
        const { incident, events } = decide(decodeIncident(row.document));
        const { subject } = incident;
        await write(session, { tenantId, transitions: [{ subject, put: [], gone: [], incident, events }], after });
        return incident;
      }),
    async get(tenantId, id) {
      const [row] = await database.query<{ document: unknown }>(
        "read the incident",
        { tenantId },
        getStatement(tenantId, id),
      );
      if (row === undefined) throw notFound(id);
      return decodeIncident(row.document);
    },
    list: (tenantId, filter, page) => list(database, tenantId, filter, page),
  };
}

interface Written {
  readonly tenantId: TenantId;
  readonly transitions: readonly (SubjectTransition & { readonly subject: string })[];
  readonly after: Awaited<ReturnType<typeof lockHead>>;
}

/** All of it, in one flight. A state without an incident is no fact: it is kept, and the record says nothing of it. */
function statementsOf({ tenantId, transitions, after }: Written, at: Date): readonly Statement<unknown>[] {
  const put = transitions.flatMap(({ subject, put }) => put.map((one) => ({ ...one, subject })));
  const gone = transitions.flatMap(({ subject, gone }) => gone.map((one) => ({ ...one, subject })));
  const incidents = transitions.flatMap(({ incident, events }) => (incident ? [{ incident, events }] : []));
  for (const { incident, events } of incidents) if (events.length === 0) throw noRecord(incident);
  const drafts: readonly AuditEventDraft[] = transitions.flatMap(({ events }) => events);
  return [
    ...putWatches(tenantId, put),
    ...removeWatches(tenantId, gone),
    ...incidents.flatMap(({ incident }) => putIncident(tenantId, incident)),
    ...(drafts.length > 0 ? appendStatements({ tenantId, drafts, at, after }) : []),
  ];
}

interface KnownRow {
  readonly subject: string;
  readonly document: unknown;
}

function knownStatement(tenantId: TenantId, subjects: readonly string[], since: Date): Statement<KnownRow> {
  const sql = `SELECT subject, document FROM (
      SELECT subject, document, NULL::timestamptz AS resolved_at FROM ${schemaName}.incident
        WHERE tenant_id = $1 AND subject = ANY($2::text[]) AND phase <> 'resolved'
      UNION ALL SELECT subject, document, resolved_at FROM ${schemaName}.incident
        WHERE tenant_id = $1 AND subject = ANY($2::text[]) AND phase = 'resolved' AND resolved_at >= $3
    ) AS known ORDER BY resolved_at DESC NULLS FIRST`;
  return { name: "known_incidents", sql, parameters: [tenantId, [...subjects], since.toISOString()] };
}

function knownOf(rows: readonly KnownRow[]): KnownIncidents {
  const incidents = rows.map(({ document }) => decodeIncident(document));
  const open = incidents.find((one): one is OpenIncident => one.phase !== "resolved");
  const recent = incidents.filter((one): one is ResolvedIncident => one.phase === "resolved");
  return { ...(open && { open }), recent };
}

interface WatchRow {
  readonly subject: string;
  readonly invariant: string;
  readonly member: string;
  readonly document: unknown;
}

async function load(database: Database, tenantId: TenantId, subjects: readonly string[]): Promise<KeptSubject[]> {
  const parameters = [tenantId, [...subjects]];
  const [watches, open] = await Promise.all([
    database.query<WatchRow>(
      "read where invariants stand",
      { tenantId },
      { name: "load_watches", sql: watchesSql, parameters },
    ),
    database.query<{ subject: string }>(
      "read which incidents are open",
      { tenantId },
      { name: "load_open", sql: openSql, parameters },
    ),
  ]);
  const bySubject = Map.groupBy(watches, ({ subject }) => subject);
  const isOpen = new Set(open.map(({ subject }) => subject));
  return subjects.map((subject) => ({
    subject,
    watches: (bySubject.get(subject) ?? []).map(({ invariant, member, document }) => ({
      ...{ invariant, ...(member !== "" && { member }) },
      ...decodeWatch(document),
    })),
    hasOpenIncident: isOpen.has(subject),
  }));
}

const watchesSql = `SELECT subject, invariant, member, document FROM ${schemaName}.subject_watch
  WHERE tenant_id = $1 AND subject = ANY($2::text[])`;
const openSql = `SELECT subject FROM ${schemaName}.incident
  WHERE tenant_id = $1 AND subject = ANY($2::text[]) AND phase <> 'resolved'`;

function getStatement(tenantId: TenantId, id: IncidentId): Statement<{ document: unknown }> {
  const sql = `SELECT document FROM ${schemaName}.incident WHERE tenant_id = $1 AND id = $2`;
  return { name: "get_incident", sql, parameters: [tenantId, id] };
}

async function list(
  database: Database,
  tenantId: TenantId,
  { subject, phase, since, until }: IncidentFilter,
  { limit, after }: PageRequest,
) {
  checkLimit(limit);
  let query = sqlBuilder
    .selectFrom("incident")
    .select(["id", "opened_at", "document"])
    .where("tenant_id", "=", tenantId)
    .orderBy("opened_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (subject !== undefined) query = query.where("subject", "=", subject);
  if (phase !== undefined) query = query.where("phase", "=", phase);
  if (since !== undefined) query = query.where("opened_at", ">=", since);
  if (until !== undefined) query = query.where("opened_at", "<", until);
  if (after !== undefined) {
    const { at, id } = readTimeToken(after);
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("opened_at", "id"), "<", tuple(at, id)));
  }
  const rows = await database.query("list the incidents", { tenantId }, query.compile());
  const place = ({ opened_at, id }: (typeof rows)[number]) => ({ at: opened_at, id });
  return pageOf({ rows, limit, place, item: ({ document }) => decodeIncident(document) });
}

function noRecord({ id }: Incident): OpsError {
  return new OpsError(`Cannot store incident ${id} without an event that records it: no record, no action`, {
    kind: "internal",
    code: "ledger.no_record",
  });
}

function notFound(id: string): OpsError {
  return new OpsError(`Cannot find incident ${id}: there is none of that id`, {
    kind: "not_found",
    code: "incident.not_found",
    hint: "`steady audit list --type 'incident.*'` shows the incidents that the record tells of",
  });
}
