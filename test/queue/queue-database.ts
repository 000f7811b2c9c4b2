import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DatabasePlace, type EmbeddedPostgres, openDatabase, openEmbeddedPostgres } from "@steadyhand/postgres";
import { Client } from "pg";
import { prepareCluster } from "../../packages/postgres/test/prepared-cluster.ts";

/** A migrated database on a server of its own, in a folder that goes with it. */
export interface QueueDatabase {
  readonly folder: string;
  readonly place: DatabasePlace;
  readonly embedded: EmbeddedPostgres;
  /** How many rows a table of the queue has. */
  count(table: string): Promise<number>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const quiet = { info() {}, error() {} };

export async function openQueueDatabase(): Promise<QueueDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "steadyhand-test-"));
  const directory = join(folder, "postgres");
  await prepareCluster(directory);
  let server = await openEmbeddedPostgres({ directory, log: quiet });
  await (await openDatabase({ place: server, log: quiet })).close();
  const { socketFolder, adminRole, ownerRole, appRole, database } = server;
  return {
    folder,
    // The parts of it that outlive one server process, and that a text can say: all that a connection needs.
    place: { kind: "embedded", socketFolder, adminRole, ownerRole, appRole, database } as DatabasePlace,
    embedded: server,
    async count(table) {
      const admin = new Client({ host: socketFolder, user: adminRole, database });
      await admin.connect();
      const { rows } = await admin.query(`SELECT count(*)::integer AS count FROM steadyhand_queue.${table}`);
      await admin.end();
      return rows[0].count;
    },
    stop: () => server.stop(),
    async start() {
      server = await openEmbeddedPostgres({ directory, log: quiet });
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
