import { join } from "node:path";
import type { TenantId } from "@steadyhand/core/identity";
import { systemClock } from "@steadyhand/engine";
import { createStores, type DatabasePlace, openDatabase, openLedgerKey } from "@steadyhand/postgres";

/** Exports the record of one tenant to nowhere, and says how long it took and how large the process was at most. */
const [address = "", folder = "", tenantId = ""] = process.argv.slice(2);
const log = { info() {}, error: (fields: object, message: string) => console.error(message, fields) };
const database = await openDatabase({ place: JSON.parse(address) as DatabasePlace, log });
const signingKey = await openLedgerKey(folder);
const anchorFile = join(folder, "anchors");
const stores = await createStores({ database, signingKey, anchorFile, clock: systemClock, log });
const from = performance.now();
let lines = 0;
let bytes = 0;
for await (const text of stores.ledger.export(tenantId as TenantId, {})) {
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  if (!text.endsWith("\n")) lines++;
  bytes += Buffer.byteLength(text);
}
const ms = performance.now() - from;
await stores.close();
await database.close();
process.stdout.write(JSON.stringify({ count: lines, bytes, ms, peakMiB: process.resourceUsage().maxRSS / 1024 }));
