import type { TenantId } from "@steadyhand/core/identity";
import type { Investigation } from "@steadyhand/core/investigation";
import { OpsError } from "@steadyhand/core/outcome";
import type {
  Clock,
  InvestigationChange,
  InvestigationFilter,
  InvestigationStore,
  PageRequest,
  WatchLease,
} from "@steadyhand/engine";
import type { Database, Session, Statement } from "../database/index.ts";
import { heldStatement } from "../incidents/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";
import { checkLimit, pageOf, readTimeToken } from "../paging/index.ts";
import {
  decodeRow,
  insertInvestigation,
  selectInvestigation,
  selectMayBegin,
  selectOfIncident,
  selectOpen,
  selectPage,
  updateInvestigation,
} from "./investigation-statements.ts";

/** Investigations on PostgreSQL. Every change takes the lock of the tenant's head, as those of incidents and executions do. */
export function createInvestigationStore(adapters: {
  readonly database: Database;
  readonly clock: Pick<Clock, "now">;
}): InvestigationStore {
  const { database, clock } = adapters;
  return {
    begin: (tenantId, change, lease) =>
      database.transaction("store the investigation", sightOf(tenantId, lease), async (session) => {
        const after = await lockHead(session, tenantId);
        const { investigation } = change;
        const [isHeld, [row]] = await Promise.all([
          holds(session, tenantId, investigation, lease),
          session.run<{ may: boolean }>(selectMayBegin(tenantId, investigation)),
        ]);
        if (!isHeld || row?.may !== true) return false;
        const statements = insertInvestigation(tenantId, investigation);
        await session.commitWith([...statements, ...recorded({ tenantId, change, at: clock.now(), after })]);
        return true;
      }),
    change: (tenantId, id, decide, lease) =>
      database.transaction("store what became of the investigation", sightOf(tenantId, lease), async (session) => {
        const after = await lockHead(session, tenantId);
        const [row] = await session.run(selectInvestigation(tenantId, id));
        if (row === undefined) throw notFound(id);
        const before = decodeRow(row);
        if (!(await holds(session, tenantId, before, lease))) return undefined;
        const change = decide(before);
        const statements = updateInvestigation(tenantId, before, change.investigation);
        await session.commitWith([...statements, ...recorded({ tenantId, change, at: clock.now(), after })]);
        return change.investigation;
      }),
    async get(tenantId, id) {
      const [row] = await database.query("read the investigation", { tenantId }, selectInvestigation(tenantId, id));
      if (row === undefined) throw notFound(id);
      return decodeRow(row);
    },
    async ofIncident(tenantId, incidentId) {
      const statement = selectOfIncident(tenantId, incidentId);
      return (await database.query("read the incident's investigations", { tenantId }, statement)).map(decodeRow);
    },
    list: (tenantId, filter, page) => list(database, tenantId, filter, page),
    async openOf(tenantId, subjects) {
      const statement = selectOpen(tenantId, subjects);
      const rows = await database.query("read which incidents are open", { tenantId }, statement);
      return rows.map(({ incident_id: incidentId, subject }) => ({ incidentId, subject }));
    },
  };
}

/** Looking at the servers costs a setting more, so only who works under a lease does. */
function sightOf(tenantId: TenantId, lease: WatchLease | undefined) {
  return lease === undefined ? { tenantId } : { tenantId, seesNodes: true as const };
}

/** Whether the lease watches its subject, and will until the transaction ends. Without a lease it is a person's word. */
async function holds(
  session: Session,
  tenantId: TenantId,
  { subject }: Investigation,
  lease: WatchLease | undefined,
): Promise<boolean> {
  if (lease === undefined) return true;
  return (await session.run(heldStatement(tenantId, lease, [subject]))).length > 0;
}

interface Recorded {
  readonly tenantId: TenantId;
  readonly change: InvestigationChange;
  readonly at: Date;
  readonly after: Awaited<ReturnType<typeof lockHead>>;
}

function recorded({ tenantId, change, at, after }: Recorded): readonly Statement<unknown>[] {
  const { investigation, events } = change;
  if (events.length === 0) throw noRecord(investigation);
  return appendStatements({ tenantId, drafts: events, at, after });
}

async function list(
  database: Database,
  tenantId: TenantId,
  filter: InvestigationFilter,
  { limit, after }: PageRequest,
) {
  checkLimit(limit);
  const place = after === undefined ? {} : { after: readTimeToken(after) };
  const statement = selectPage(tenantId, { ...filter, ...place, limit: limit + 1 });
  const rows = await database.query("list the investigations", { tenantId }, statement);
  return pageOf({ rows, limit, place: ({ started_at, id }) => ({ at: started_at, id }), item: decodeRow });
}

function noRecord({ id }: Investigation): OpsError {
  return new OpsError(`Cannot store investigation ${id} without an event that records it: no record, no action`, {
    kind: "internal",
    code: "ledger.no_record",
  });
}

function notFound(id: string): OpsError {
  return new OpsError(`Cannot find investigation ${id}: there is none of that id`, {
    kind: "not_found",
    code: "investigation.not_found",
    hint: "`steady incidents show` names those of an incident",
  });
}
