import { attemptsOut, type Execution, isTerminal } from "@steadyhand/core/execution";
import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Lease } from "@steadyhand/engine";
import { type Statement, schemaName } from "../database/index.ts";

/** The lease that this process works under: `undefined` while it has none. Not given at all: one process alone. */
export type CurrentLease = () => Lease | undefined;

/** Who carries an execution, and whether our own lease still holds. */
export interface CarrierRow {
  readonly is_held: boolean | null;
  readonly node_id: string | null;
  readonly epoch: number | null;
  readonly runner_id: string | null;
}

/**
 * The lease check. It must run behind the execution's lock: whoever takes our executions raises our epoch first and
 * then waits for that lock, so one of the two sees the other.
 */
export function selectCarrier(tenantId: TenantId, id: ExecutionId, lease: Lease): Statement<CarrierRow> {
  return { name: "select_carrier", sql: selectSql, parameters: [tenantId, id, lease.id, lease.epoch] };
}

const selectSql = `SELECT node.epoch = $4 AS is_held, carrier.node_id, carrier.epoch, carrier.runner_id
  FROM (SELECT 1) AS once LEFT JOIN ${schemaName}.node ON node.id = $3
  LEFT JOIN ${schemaName}.execution_carrier AS carrier ON carrier.tenant_id = $1 AND carrier.execution_id = $2`;

/** Throws `node.fenced` when another node has taken the lease. */
export function refuseFenced(lease: Lease, row: CarrierRow | undefined): void {
  if (row?.is_held !== true) throw fenced(lease);
}

/** The lease that a write needs. Throws `node.fenced` while there is none, and when it is not that of `epoch`. */
export function needLease(current: CurrentLease | undefined, epoch?: number): Lease | undefined {
  const lease = current?.();
  if (current !== undefined && lease === undefined) throw fenced(undefined);
  if (lease !== undefined && epoch !== undefined && lease.epoch !== epoch) throw fenced(lease);
  return lease;
}

function fenced(lease: Lease | undefined): OpsError {
  const who = lease === undefined ? "this server" : lease.name;
  return new OpsError(`Cannot write as ${who}: it was silent for too long, and another has taken over its work`, {
    kind: "unavailable",
    code: "node.fenced",
    hint: "It takes part again within a second; look at the state and try again",
  });
}

/** Writes who carries a new execution. */
export function insertCarrier({ tenantId, id, target }: Execution, lease: Lease): Statement<unknown> {
  const isOurs = lease.target === target.name;
  const sql = `INSERT INTO ${schemaName}.execution_carrier (tenant_id, execution_id, target, node_id, epoch, runner_id)
    VALUES ($1, $2, $3, $4, $5, $6)`;
  const who = isOurs ? [lease.id, lease.epoch, lease.runnerId] : [null, null, null];
  return { name: "insert_carrier", sql, parameters: [tenantId, id, target.name, ...who] };
}

/**
 * What a transition changes about who carries its execution. While one attempt goes on, it stays with the node that can
 * reach that; else it goes to whoever moves it, where that node can reach the target. What another node carries and we
 * have changed, that node is asked to look at.
 */
export function carrierStatements(
  before: Execution,
  after: Execution,
  lease: Lease,
  row: CarrierRow,
): readonly Statement<unknown>[] {
  const key = [before.tenantId, before.id];
  if (isTerminal(after)) {
    const sql = `DELETE FROM ${schemaName}.execution_carrier WHERE tenant_id = $1 AND execution_id = $2`;
    return [{ name: "delete_carrier", sql, parameters: key }];
  }
  const isMine = row.node_id === lease.id && row.epoch === lease.epoch;
  const mayMove = lease.target === after.target.name && !goesOn(before, after);
  if (mayMove && isMine && row.runner_id === lease.runnerId) return [];
  if (!mayMove && isMine) return [];
  if (!mayMove) {
    const sql = `UPDATE ${schemaName}.execution_carrier SET is_asked = true WHERE tenant_id = $1 AND execution_id = $2`;
    return [{ name: "ask_carrier", sql, parameters: key }];
  }
  const sql = `INSERT INTO ${schemaName}.execution_carrier (tenant_id, execution_id, target, node_id, epoch, runner_id)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, execution_id)
    DO UPDATE SET node_id = excluded.node_id, epoch = excluded.epoch, runner_id = excluded.runner_id, is_asked = false`;
  const parameters = [...key, after.target.name, lease.id, lease.epoch, lease.runnerId];
  return [{ name: "carry", sql, parameters }];
}

/** Whether an attempt that was handed out before is still out. */
function goesOn(before: Execution, after: Execution): boolean {
  const out = new Set(attemptsOut(before).map(({ attemptId }) => attemptId));
  return attemptsOut(after).some(({ attemptId }) => out.has(attemptId));
}
