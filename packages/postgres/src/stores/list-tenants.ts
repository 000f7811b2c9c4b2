import type { TenantId } from "@steadyhand/core/identity";
import { type Database, sqlBuilder } from "../database/index.ts";

/** Every tenant there is, for what is seen to on behalf of all of them. */
export async function listTenants(database: Database): Promise<TenantId[]> {
  const query = sqlBuilder.selectFrom("tenant").select("tenant_id").orderBy("tenant_id").compile();
  const rows = await database.query("list the tenants", { listsTenants: true }, query);
  // Only ids of that form get into the table.
  return rows.map(({ tenant_id }) => tenant_id as TenantId);
}
