import { type AuditEventDraft, type ChainLink, emptyChain, sealEvents } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { Clock } from "@steadyhand/engine";
import type { Database } from "../database/index.ts";
import { appendAfter, appendStatements, lockHead } from "./append-events.ts";
import type { Append } from "./append-together.ts";

/** So often the end of a chain may turn out to be another one before it is locked. */
const mostTries = 3;

/**
 * Appends that share no transaction with anything else. They are sealed after the end as it was last seen, and stored in one
 * flight if it still is the end; else they are sealed anew. Where others append all the time, the end is locked first.
 */
export function appendAlone({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Pick<Clock, "now">;
}): Append {
  const ends = new Map<TenantId, ChainLink>();

  return async (tenantId, drafts) => {
    for (let tried = 0; tried < mostTries; tried++) {
      const after = ends.get(tenantId) ?? emptyChain;
      const sealed = sealEvents({ drafts, tenantId, at: clock.now(), after });
      const end = await appendAfter(database, tenantId, { after, sealed });
      if (end === undefined) break;
      ends.set(tenantId, end);
      if (end.hash === sealed.at(-1)?.hash) return;
    }
    await appendLocked(tenantId, drafts);
  };

  function appendLocked(tenantId: TenantId, drafts: readonly AuditEventDraft[]): Promise<void> {
    return database.transaction("append to the ledger", { tenantId }, async (session) => {
      const after = await lockHead(session, tenantId);
      await session.commitWith(appendStatements({ tenantId, drafts, at: clock.now(), after }));
    });
  }
}
