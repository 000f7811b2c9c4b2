import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { Client } from "pg";
import { appRole, connectionConfig, type DatabasePlace, databaseError } from "../database/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";
import { clientDatabase } from "./client-database.ts";

/** Appends an event to each tenant's ledger, to all of them or to none, beside whoever else writes there. */
export async function appendToLedgers(
  place: DatabasePlace,
  at: Date,
  events: readonly { readonly tenantId: TenantId; readonly event: AuditEventDraft }[],
): Promise<void> {
  const client = new Client(connectionConfig(place, "app"));
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(`BEGIN; SET LOCAL ROLE ${appRole}`);
    const database = clientDatabase(client);
    // In one order, so that two who do this at once never wait for each other.
    for (const { tenantId, event } of events.toSorted((one, other) => (one.tenantId < other.tenantId ? -1 : 1))) {
      await database.transaction("append to the ledger", { tenantId }, async (session) => {
        const after = await lockHead(session, tenantId);
        await session.commitWith(appendStatements({ tenantId, drafts: [event], at, after }));
      });
    }
    await client.query("COMMIT");
  } catch (error) {
    throw databaseError("append to the ledger", error);
  } finally {
    await client.end().catch(() => {});
  }
}
