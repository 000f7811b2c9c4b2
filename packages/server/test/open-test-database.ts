import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@steadyhand/engine";
import { createStores, openDatabase, openEmbeddedPostgres, openLedgerKey } from "@steadyhand/postgres";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { createLog } from "../src/log.ts";

/** Real stores on a database of their own, without a server around them. */
export async function openTestDatabase() {
  const log = createLog({ level: "fatal" });
  const home = mkdtempSync(join(tmpdir(), "steadyhand-outputs-"));
  await prepareCluster(join(home, "postgres"));
  const embedded = await openEmbeddedPostgres({ directory: join(home, "postgres"), log });
  const database = await openDatabase({ place: embedded, log });
  const signingKey = await openLedgerKey(home);
  const anchorFile = join(home, "anchors.jsonl");
  const stores = await createStores({ database, signingKey, anchorFile, clock: systemClock, log });
  return {
    ...{ home, place: embedded, stores, database, log },
    async close() {
      await stores.close();
      await database.close();
      await embedded.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export type TestDatabase = Awaited<ReturnType<typeof openTestDatabase>>;
