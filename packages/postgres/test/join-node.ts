import type { WatchLease } from "@steadyhand/engine";
import type { TestStores } from "./test-server.ts";

/** A server whose lease holds for the test, by the database's own time. */
export async function joinNode(stores: TestStores, name: string): Promise<WatchLease> {
  const facts = { id: `nod_${name}`, name, target: name, runnerId: `run_${name}`, version: "1" } as const;
  const lease = await stores.nodes.register(facts);
  await leaseHolds(stores, facts.id, "1 day");
  return lease;
}

/** For so long from now; one that is less than nothing has run out. */
export async function leaseHolds({ database }: TestStores, id: string, interval: string): Promise<void> {
  const sql = `UPDATE steadyhand.node SET lease_until = clock_timestamp() + interval '${interval}' WHERE id = $1`;
  await database.query("set", { seesNodes: true }, { name: `set_${interval}`, sql, parameters: [id] });
}
