import type { Execution } from "@steadyhand/core/execution";
import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { StepId } from "@steadyhand/core/runbook";
import type { AttemptOutput, Clock, ExecutionStore, Page, PageRequest, Stored } from "@steadyhand/engine";
import { constraintOf, type Database, type Statement, schemaName, sqlBuilder } from "../database/index.ts";
import { appendStatements, lockHead, selectHead } from "../ledger/index.ts";
import { checkLimit, pageOf, readTimeToken } from "../paging/index.ts";
import { decodeExecution, decodeResult, decodeSummary, encodeExecution, encodeSummary } from "./execution-codec.ts";

/** Executions on PostgreSQL: each one JSON document, with the columns that lists and locks need beside it. */
export function createExecutionStore(options: { readonly database: Database; readonly clock: Clock }): ExecutionStore {
  const { database, clock } = options;
  return {
    async create(execution, events) {
      const { tenantId } = execution;
      try {
        await database.transaction("store the execution", { tenantId }, async (session) => {
          const after = await lockHead(session, tenantId);
          const append = appendStatements({ tenantId, drafts: events, at: clock.now(), after });
          await session.commitWith([insertExecution(execution), ...append]);
        });
      } catch (error) {
        throw isRepeated(error) ? alreadyThere(execution.id) : error;
      }
    },
    transition: (key, decide) => transition(options, key, decide),
    get: (tenantId, executionId) => get(database, tenantId, executionId),
    list: (tenantId, page) => list(database, tenantId, page),
    listOpen: () => listOpen(database),
    listOutputs: (tenantId, executionId) => listOutputs(database, tenantId, executionId),
  };
}

/**
 * Two flights: lock and read, then write and commit. The execution is locked before the head of the chain,
 * everywhere, so two transitions never wait for each other.
 */
async function transition<Result>(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  { tenantId, executionId }: { readonly tenantId: TenantId; readonly executionId: ExecutionId },
  decide: (execution: Execution) => Stored<Result>,
): Promise<Result> {
  return database.transaction("store the transition", { tenantId }, async (session) => {
    const parameters = [tenantId, executionId];
    const [[found], [after]] = await Promise.all([
      session.run<{ document: unknown }>({ name: "lock_execution", sql: lockSql, parameters }),
      session.run(selectHead(tenantId)),
    ]);
    if (found === undefined || after === undefined) throw notFound(executionId);
    const current = decodeExecution(found.document);
    const stored = decide(current);
    if (stored.execution !== undefined) checkNext(current, stored.execution);
    await session.commitWith([
      ...(stored.execution ? [updateExecution(stored.execution)] : []),
      ...approvalStatements(tenantId, executionId, stored),
      ...(stored.outputs ?? []).map((output) => upsertOutput(tenantId, executionId, output)),
      ...appendStatements({ tenantId, drafts: stored.events, at: clock.now(), after }),
    ]);
    return stored.result;
  });
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
    (tenant_id, id, sequence, phase, started_at, ended_at, summary, document) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
  return { name: "insert_execution", sql, parameters: columnsOf(execution) };
}

function updateExecution(execution: Execution): Statement<unknown> {
  const sql = `UPDATE ${schemaName}.execution
    SET sequence = $3, phase = $4, started_at = $5, ended_at = $6, summary = $7, document = $8
    WHERE tenant_id = $1 AND id = $2`;
  return { name: "update_execution", sql, parameters: columnsOf(execution) };
}

function columnsOf(execution: Execution): unknown[] {
  const { tenantId, id, sequence, phase, startedAt, endedAt } = execution;
  const texts = [encodeSummary(execution), encodeExecution(execution)];
  return [tenantId, id, sequence, phase, startedAt.toISOString(), endedAt?.toISOString() ?? null, ...texts];
}

function approvalStatements(
  tenantId: TenantId,
  executionId: ExecutionId,
  { approvals = [] }: Stored<unknown>,
): Statement<unknown>[] {
  const sql = `INSERT INTO ${schemaName}.approval
    (tenant_id, id, execution_id, step_id, phase, document, proposal_bytes) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (tenant_id, id) DO UPDATE SET phase = excluded.phase, document = excluded.document`;
  return approvals.map(({ stepId, approval, proposalBytes }) => ({
    name: "upsert_approval",
    sql,
    parameters: [
      ...[tenantId, approval.request.id, executionId, stepId],
      ...[approval.phase, JSON.stringify(approval), proposalBytes],
    ],
  }));
}

function upsertOutput(tenantId: TenantId, executionId: ExecutionId, output: AttemptOutput): Statement<unknown> {
  const { stepId, attempt, result } = output;
  const sql = `INSERT INTO ${schemaName}.attempt_output (tenant_id, execution_id, step_id, attempt, result)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (tenant_id, execution_id, step_id, attempt) DO UPDATE SET result = excluded.result`;
  const parameters = [tenantId, executionId, stepId, attempt, JSON.stringify(result)];
  return { name: "upsert_output", sql, parameters };
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

async function listOpen(database: Database): Promise<readonly Execution[]> {
  const what = "list the open executions";
  const tenants = sqlBuilder.selectFrom("tenant").select("tenant_id").orderBy("tenant_id").compile();
  const open: Execution[] = [];
  for (const { tenant_id } of await database.query(what, { listsTenants: true }, tenants)) {
    // Only ids of that form get into the table.
    const tenantId = tenant_id as TenantId;
    const query = sqlBuilder
      .selectFrom("execution")
      .select("document")
      .where("tenant_id", "=", tenantId)
      .where("ended_at", "is", null)
      .orderBy("id");
    const rows = await database.query(what, { tenantId }, query.compile());
    open.push(...rows.map(({ document }) => decodeExecution(document)));
  }
  return open;
}

async function listOutputs(
  database: Database,
  tenantId: TenantId,
  executionId: ExecutionId,
): Promise<readonly AttemptOutput[]> {
  const query = sqlBuilder
    .selectFrom("attempt_output")
    .select(["step_id", "attempt", "result"])
    .where("tenant_id", "=", tenantId)
    .where("execution_id", "=", executionId)
    .orderBy("stored_at")
    .orderBy("step_id")
    .orderBy("attempt");
  const rows = await database.query("read the outputs", { tenantId }, query.compile());
  // Steps come in through their type, so their ids have its form.
  return rows.map(({ step_id, attempt, result }) => ({
    stepId: step_id as StepId,
    attempt,
    result: decodeResult(result),
  }));
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
