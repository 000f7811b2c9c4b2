import { attemptsOut, type Execution } from "@steadyhand/core/execution";
import type { TenantId } from "@steadyhand/core/identity";
import type { NodeId, UnfinishedIntent } from "@steadyhand/engine";
import { type Database, schemaName } from "../database/index.ts";

interface OpenRow {
  readonly document: string;
  readonly node_id: NodeId | null;
}

/** What was written down before it was done, and whose end is not written down yet. Of open executions; ended ones have none. */
export async function listUnfinished(
  database: Database,
  tenantId: TenantId,
  decode: (document: string) => Execution,
): Promise<readonly UnfinishedIntent[]> {
  const open = await database.query<OpenRow>(
    "list unfinished intents",
    { tenantId },
    {
      ...{ name: "list_unfinished", sql: openSql, parameters: [tenantId] },
    },
  );
  const found: UnfinishedIntent[] = [];
  for (const { document, node_id } of open) {
    const execution = decode(document);
    for (const attempt of attemptsOut(execution)) {
      const sequence = await intentOf(database, tenantId, execution, attempt.stepId);
      const { id: executionId, runbook, target } = execution;
      found.push({
        ...{ executionId, runbookId: runbook.id, targetName: target.name, ...attempt },
        ...(sequence !== undefined && { sequence }),
        ...(node_id !== null && { nodeId: node_id }),
      });
    }
  }
  return found.toSorted((one, other) => one.dispatchedAt.getTime() - other.dispatchedAt.getTime());
}

const openSql = `SELECT own.document, carrier.node_id FROM ${schemaName}.execution AS own
  LEFT JOIN ${schemaName}.execution_carrier AS carrier ON carrier.tenant_id = $1 AND carrier.execution_id = own.id
  WHERE own.tenant_id = $1 AND own.ended_at IS NULL ORDER BY own.id`;

/** The newest event that says what was about to be done with a step. */
async function intentOf(
  database: Database,
  tenantId: TenantId,
  { id }: Execution,
  stepId: string,
): Promise<number | undefined> {
  const parameters = [tenantId, id, `,"stepId":${JSON.stringify(stepId)},`];
  const [row] = await database.query<{ sequence: number }>(
    "list unfinished intents",
    { tenantId },
    {
      ...{ name: "find_intent", sql: intentSql, parameters },
    },
  );
  return row?.sequence;
}

const intentSql = `SELECT sequence FROM ${schemaName}.audit_event
  WHERE tenant_id = $1 AND execution_id = $2 AND type IN ('step.dispatched', 'step.reading') AND strpos(text, $3) > 0
  ORDER BY sequence DESC LIMIT 1`;
