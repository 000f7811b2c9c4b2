import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SigningKey } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { Clock } from "@steadyhand/engine";
import { Client } from "pg";
import {
  createStores,
  type Database,
  type DatabasePlace,
  type EmbeddedPostgres,
  openDatabase,
  openEmbeddedPostgres,
  openLedgerKey,
  type Stores,
} from "../src/index.ts";
import { emptyDatabase, prepareCluster } from "./prepared-cluster.ts";

export const tenantId: TenantId = "ten_default";
export const quiet = { info() {}, error() {} };

/** A folder for one test, and its removal. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "steadyhand-test-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A real server with an empty database for each who asks. */
export interface TestServer {
  readonly embedded: EmbeddedPostgres;
  /** A migrated database of one's own. */
  newPlace(): Promise<DatabasePlace>;
  /** A connection with every right there is, as somebody who tampers would have. */
  superuser(place: DatabasePlace): Promise<Client>;
  close(): Promise<void>;
}

let databases = 0;

/** Starts a server in a folder of its own, with one migrated database as the template of all others. */
export async function openTestServer(): Promise<TestServer> {
  const folder = await temporaryFolder();
  const directory = join(folder.path, "postgres");
  await prepareCluster(directory);
  const embedded = await openEmbeddedPostgres({ directory, log: quiet });
  const template = { ...embedded, database: emptyDatabase };
  await (await openDatabase({ place: template, log: quiet })).close();
  const connect = async (database: string) => {
    const client = new Client({ host: embedded.socketFolder, user: embedded.adminRole, database });
    await client.connect();
    return client;
  };
  return {
    embedded,
    async newPlace() {
      const database = `test_${++databases}`;
      const admin = await connect("postgres");
      // Copied as files, not block by block through the WAL: half of the work.
      const how = `TEMPLATE ${emptyDatabase} OWNER ${embedded.ownerRole} STRATEGY file_copy`;
      await admin.query(`CREATE DATABASE ${database} ${how}`);
      await admin.end();
      return { ...embedded, database };
    },
    superuser: (place) => connect(place.kind === "embedded" ? place.database : ""),
    async close() {
      await embedded.stop();
      await folder.remove();
    },
  };
}

/** Stores on a database, with everything around them, for one test. */
export interface TestStores extends Stores {
  readonly place: DatabasePlace;
  readonly database: Database;
  readonly publicKeyPem: string;
  readonly signingKey: SigningKey;
  readonly anchorFile: string;
  readonly clock: { now(): Date };
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens stores whose key and anchors lie in a folder that goes with them, or in `home`, which stays. */
export async function openTestStores(place: DatabasePlace, home?: string, given?: Clock): Promise<TestStores> {
  const folder = home === undefined ? await temporaryFolder() : { path: home, remove: async () => {} };
  const database = await openDatabase({ place, log: quiet });
  const signingKey = await openLedgerKey(folder.path);
  const anchorFile = join(folder.path, "anchors.jsonl");
  // Each look at this clock is one millisecond later, so that what comes later sorts later.
  let ms = Date.parse("2026-03-01T03:00:00.000Z");
  const clock = given ?? { now: () => new Date(ms++), at: () => () => {} };
  const stores = await createStores({ database, signingKey, anchorFile, clock, log: quiet });
  return {
    ...stores,
    ...{ place, database, anchorFile, clock, signingKey, publicKeyPem: signingKey.publicKeyPem },
    async [Symbol.asyncDispose]() {
      await stores.close().catch(() => {});
      await database.close();
      await folder.remove();
    },
  };
}
