import { attemptsOut, type Execution } from "@steadyhand/core/execution";
import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type {
  Clock,
  Decide,
  ExecutionKey,
  ExecutionStore,
  Lease,
  Page,
  PageRequest,
  TransitionKey,
} from "@steadyhand/engine";
import { constraintOf, type Database, type Sight, type Statement, schemaName, sqlBuilder } from "../database/index.ts";
import { appendStatements, lockHead, selectHead } from "../ledger/index.ts";
import { checkLimit, pageOf, readTimeToken } from "../paging/index.ts";
import type { AdvanceStatements } from "../queue/index.ts";
import { approvalStatements, decodeAnswerer, selectAnswerer } from "./approval-statements.ts";
import { type AskedAdvances, askAdvances } from "./asked-advances.ts";
import { recordAttempts } from "./attempt-record.ts";
import {
  type CurrentLease,
  carrierStatements,
  insertCarrier,
  needLease,
  refuseFenced,
  selectCarrier,
} from "./carrier.ts";
import { decodeCircumstances, selectCircumstances } from "./circumstances.ts";
import { decodeExecution, decodeSummary, encodeExecution, encodeSummary } from "./execution-codec.ts";
import { isOfDeleted, tenantDeleted } from "./key-store.ts";
import { listTenants } from "./list-tenants.ts";
import { listOutputs, outputStatements } from "./output-rows.ts";

/** Executions on PostgreSQL: each one JSON document, with the columns that lists and locks need beside it. */
export function createExecutionStore(options: StoreOptions): ExecutionStore {
  const { database, clock } = options;
  return {
    async create(execution, events) {
      const { tenantId } = execution;
      try {
        const lease = needLease(options.lease);
        const asked = askAdvances(options.queue, undefined, execution, clock.now());
        await database.transaction("store the execution", sightOf(tenantId, lease), async (session) => {
          const [after, [carrier]] = await Promise.all([
            lockHead(session, tenantId),
            lease === undefined ? [] : session.run(selectCarrier(tenantId, execution.id, lease)),
          ]);
          if (lease !== undefined) refuseFenced(lease, carrier);
          const append = appendStatements({ tenantId, drafts: events, at: clock.now(), after });
          const carried = lease === undefined ? [] : [insertCarrier(execution, lease)];
          await session.commitWith([insertExecution(execution), ...carried, ...asked.statements, ...append]);
        });
        asked.committed();
      } catch (error) {
        if (isOfDeleted(error)) throw tenantDeleted(`start execution ${execution.id}`, tenantId, error);
        throw isRepeated(error) ? alreadyThere(execution.id) : error;
      }
    },
    transition: (key, decide) => transition(options, key, decide),
    get: (tenantId, executionId) => get(database, tenantId, executionId),
    async circumstances({ tenantId, executionId }) {
      const statement = selectCircumstances(tenantId, executionId, clock.now());
      const [around] = await database.query("read what stands around the execution", { tenantId }, statement);
      if (around === undefined) throw notFound(executionId);
      return decodeCircumstances(around);
    },
    list: (tenantId, page) => list(database, tenantId, page),
    listOpen: (broken) => listOpen(database, broken),
    findTenant: (executionId) => findTenant(database, executionId),
    listOutputs: (tenantId, executionId) => listOutputs(database, tenantId, executionId),
  };
}

interface StoreOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly lease?: CurrentLease;
  readonly queue?: AdvanceStatements;
}

/** Looking at the servers costs a setting more, so only who works under a lease does. */
function sightOf(tenantId: TenantId, lease: Lease | undefined): Sight {
  return lease === undefined ? { tenantId } : { tenantId, seesNodes: true };
}

/**
 * Two flights: lock and read, then write and commit. The execution is locked before the head of the chain,
 * everywhere, so two transitions never wait for each other.
 */
async function transition<Result>(
  { database, clock, lease: currentLease, queue }: StoreOptions,
  { tenantId, executionId, answeredBy, epoch }: TransitionKey,
  decide: Decide<Result>,
): Promise<Result> {
  const lease = needLease(currentLease, epoch);
  let asked: AskedAdvances | undefined;
  const result = await database.transaction("store the transition", sightOf(tenantId, lease), async (session) => {
    const parameters = [tenantId, executionId];
    const at = clock.now();
    const [[found], [after], [around], [carrier], [answerer]] = await Promise.all([
      session.run<{ document: unknown }>({ name: "lock_execution", sql: lockSql, parameters }),
      session.run(selectHead(tenantId)),
      // Behind the head's lock, so that it sees all that came before and nothing comes beside it.
      session.run(selectCircumstances(tenantId, executionId, at)),
      lease === undefined ? [] : session.run(selectCarrier(tenantId, executionId, lease)),
      answeredBy === undefined ? [] : session.run(selectAnswerer(tenantId, answeredBy, at)),
    ]);
    if (found === undefined || after === undefined || around === undefined) throw notFound(executionId);
    if (lease !== undefined) refuseFenced(lease, carrier);
    const current = decodeExecution(found.document);
    const stored = decide(current, decodeCircumstances(around), answerer && decodeAnswerer(answerer));
    if (stored.execution !== undefined) checkNext(current, stored.execution);
    const recorded = await recordAttempts(session, current, stored);
    asked = stored.execution && askAdvances(queue, current, stored.execution, at);
    await session.commitWith([
      ...(stored.execution ? [updateExecution(current, stored.execution)] : []),
      ...(stored.execution && lease && carrier ? carrierStatements(current, stored.execution, lease, carrier) : []),
      ...approvalStatements(tenantId, executionId, stored.approvals ?? []),
      ...(stored.outputs ?? []).flatMap((output) => outputStatements(tenantId, executionId, output)),
      ...recorded.statements,
      ...(asked?.statements ?? []),
      ...appendStatements({ tenantId, drafts: recorded.events, at: clock.now(), after }),
    ]);
    return stored.result;
  });
  asked?.committed();
  return result;
}

const lockSql = `SELECT document FROM ${schemaName}.execution WHERE tenant_id = $1 AND id = $2 FOR UPDATE`;

function checkNext(current: Execution, next: Execution): void {
  if (next.id === current.id && next.tenantId === current.tenantId && next.sequence === current.sequence + 1) return;
  const what = `${next.id} at ${next.sequence} after ${current.id} at ${current.sequence}`;
  throw new OpsError(`Cannot store ${what}: it is not the next state of the same execution`, {
    kind: "internal",
    code: "execution.not_next",
  });
}

function insertExecution(execution: Execution): Statement<unknown> {
  const sql = `INSERT INTO ${schemaName}.execution
    (tenant_id, id, sequence, phase, started_at, ended_at, summary, document, subject, project, environment,
      runbook_id, started_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;
  const { subject, project, environment, runbook, startedBy } = execution;
  const parameters = [...columnsOf(execution), subject, project, environment, runbook.id, startedBy.id];
  return { name: "insert_execution", sql, parameters };
}

function updateExecution(before: Execution, execution: Execution): Statement<unknown> {
  const sql = `UPDATE ${schemaName}.execution
    SET sequence = $3, phase = $4, started_at = $5, ended_at = $6, summary = $7, document = $8,
      handed_out_at = CASE WHEN $9 THEN clock_timestamp() ELSE handed_out_at END
    WHERE tenant_id = $1 AND id = $2`;
  return { name: "update_execution", sql, parameters: [...columnsOf(execution), handsOut(before, execution)] };
}

/** Whether an attempt is handed out that was not before. */
function handsOut(before: Execution, after: Execution): boolean {
  const out = new Set(attemptsOut(before).map(({ attemptId }) => attemptId));
  return attemptsOut(after).some(({ attemptId }) => !out.has(attemptId));
}

function columnsOf(execution: Execution): unknown[] {
  const { tenantId, id, sequence, phase, startedAt, endedAt } = execution;
  const texts = [encodeSummary(execution), encodeExecution(execution)];
  return [tenantId, id, sequence, phase, startedAt.toISOString(), endedAt?.toISOString() ?? null, ...texts];
}

async function get(database: Database, tenantId: TenantId, executionId: ExecutionId): Promise<Execution> {
  const sql = `SELECT document FROM ${schemaName}.execution WHERE tenant_id = $1 AND id = $2`;
  const statement = { name: "get_execution", sql, parameters: [tenantId, executionId] };
  const [found] = await database.query<{ document: unknown }>("read the execution", { tenantId }, statement);
  if (found === undefined) throw notFound(executionId);
  return decodeExecution(found.document);
}

async function list(database: Database, tenantId: TenantId, { limit, after }: PageRequest) {
  checkLimit(limit);
  let query = sqlBuilder
    .selectFrom("execution")
    .select(["id", "started_at", "summary"])
    .where("tenant_id", "=", tenantId)
    .orderBy("started_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (after !== undefined) {
    const { at, id } = readTimeToken(after);
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("started_at", "id"), "<", tuple(at, id)));
  }
  const rows = await database.query("list the executions", { tenantId }, query.compile());
  const place = ({ started_at, id }: (typeof rows)[number]) => ({ at: started_at, id });
  const page: Page<ReturnType<typeof decodeSummary>> = pageOf({
    rows,
    limit,
    place,
    item: (r) => decodeSummary(r.summary),
  });
  return page;
}

async function findTenant(database: Database, executionId: ExecutionId): Promise<TenantId | undefined> {
  for (const tenantId of await listTenants(database)) {
    const query = sqlBuilder
      .selectFrom("execution")
      .select("id")
      .where("tenant_id", "=", tenantId)
      .where("id", "=", executionId);
    if ((await database.query("find the execution", { tenantId }, query.compile())).length > 0) return tenantId;
  }
  return undefined;
}

async function listOpen(
  database: Database,
  broken?: (key: ExecutionKey, error: unknown) => void,
): Promise<readonly Execution[]> {
  const what = "list the open executions";
  const open: Execution[] = [];
  for (const tenantId of await listTenants(database)) {
    const query = sqlBuilder
      .selectFrom("execution")
      .select(["id", "document"])
      .where("tenant_id", "=", tenantId)
      .where("ended_at", "is", null)
      .orderBy("id");
    const rows = await database.query(what, { tenantId }, query.compile());
    for (const { id, document } of rows) {
      try {
        open.push(decodeExecution(document));
      } catch (error) {
        if (broken === undefined) throw error;
        // Only ids of that form get into the table.
        broken({ tenantId, executionId: id as ExecutionId }, error);
      }
    }
  }
  return open;
}

function isRepeated(error: unknown): boolean {
  return constraintOf(error instanceof OpsError ? error.cause : error) === "execution_pkey";
}

function alreadyThere(id: ExecutionId): OpsError {
  return new OpsError(`Cannot store execution ${id}: there is one of that id`, {
    kind: "refused",
    code: "execution.exists",
    hint: "Look at the one there is, or start another under a new id",
  });
}

function notFound(id: string): OpsError {
  return new OpsError(`Cannot find execution ${id}: there is none of that id`, {
    kind: "not_found",
    code: "execution.not_found",
    hint: "`steady executions list` shows the executions there are",
  });
}
