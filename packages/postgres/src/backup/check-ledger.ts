import type { TenantId } from "@steadyhand/core/identity";
import type { Database } from "../database/index.ts";
import { type Anchor, createLedgerCheck, type LedgerProblem, readEnd, readEvents, readHash } from "../ledger/index.ts";

/** Checks a tenant's ledger as it stands in the database, with its columns and its head, against anchors in their order. */
export async function checkLedger(
  database: Database,
  tenantId: TenantId,
  anchors: readonly Anchor[],
): Promise<LedgerProblem | undefined> {
  const end = await readEnd(database, tenantId);
  const check = createLedgerCheck({
    tenantId,
    anchors: inOrder(anchors),
    hashAt: (sequence) => readHash(database, tenantId, sequence),
  });
  const upTo = end?.head.sequence ?? 0;
  for await (const rows of readEvents({ database, tenantId, upTo })) {
    for (const row of rows) {
      const problem = await check.take(row);
      if (problem !== undefined) return problem;
    }
  }
  return check.finish(end ?? { head: { sequence: 0, hash: "" }, last: 0 });
}

async function* inOrder(anchors: readonly Anchor[]) {
  for (const anchor of anchors) yield { ok: true, anchor } as const;
}
