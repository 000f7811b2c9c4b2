import type { Approval, GrantPace } from "@steadyhand/core/approval";
import type { ActorId, ExecutionId, TenantId } from "@steadyhand/core/identity";
import type { StepId } from "@steadyhand/core/runbook";
import type { Answerer } from "@steadyhand/engine";
import { type Statement, schemaName } from "../database/index.ts";

interface Kept {
  readonly stepId: StepId;
  readonly approval: Approval;
  readonly proposalBytes: string;
}

/** Keeps a question as it stands now, and each yes to it in a row of its own, once. */
export function approvalStatements(
  tenantId: TenantId,
  executionId: ExecutionId,
  approvals: readonly Kept[],
): Statement<unknown>[] {
  return approvals.flatMap(({ stepId, approval, proposalBytes }) => [
    {
      name: "upsert_approval",
      sql: upsertSql,
      parameters: [
        ...[tenantId, approval.request.id, executionId, stepId, approval.phase],
        ...[JSON.stringify(approval), proposalBytes, approval.request.requestedAt.toISOString()],
      ],
    },
    ...grantStatements(tenantId, approval),
  ]);
}

const upsertSql = `INSERT INTO ${schemaName}.approval
  (tenant_id, id, execution_id, step_id, phase, document, proposal_bytes, requested_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (tenant_id, id) DO UPDATE SET phase = excluded.phase, document = excluded.document`;

function grantStatements(tenantId: TenantId, { request, grants = [] }: Approval): Statement<unknown>[] {
  return grants.map((grant) => ({
    name: "insert_grant",
    sql: grantSql,
    parameters: [tenantId, request.id, grant.by.id, request.digest, grant.at.toISOString(), JSON.stringify(grant)],
  }));
}

const grantSql = `INSERT INTO ${schemaName}.approval_grant
  (tenant_id, approval_id, actor_id, digest, granted_at, document) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (tenant_id, approval_id, actor_id) DO NOTHING`;

export interface AnswererRow {
  readonly roles: readonly string[] | null;
  readonly people: Readonly<Record<string, readonly string[]>> | null;
  readonly granted: number;
  readonly latest_at: Date | null;
}

/** What somebody who answers is, and how much they granted within the hour, in all runs. */
export function selectAnswerer(tenantId: TenantId, actorId: ActorId, now: Date): Statement<AnswererRow> {
  const since = new Date(now.getTime() - hourMs);
  return { name: "answerer", sql: answererSql, parameters: [tenantId, actorId, since.toISOString()] };
}

const hourMs = 3_600_000;

const answererSql = `SELECT
  (SELECT roles FROM ${schemaName}.person WHERE tenant_id = $1 AND actor_id = $2) AS roles,
  (SELECT json_object_agg(actor_id, roles) FROM ${schemaName}.person WHERE tenant_id = $1) AS people,
  count(*)::integer AS granted,
  max(granted_at) AS latest_at
  FROM ${schemaName}.approval_grant WHERE tenant_id = $1 AND actor_id = $2 AND granted_at > $3::timestamptz`;

export function decodeAnswerer({ roles, people, granted, latest_at }: AnswererRow): Answerer {
  const pace: GrantPace = { lastHour: granted, ...(latest_at && { latestAt: latest_at }) };
  return { roles: roles ?? [], people: people ?? {}, pace };
}
