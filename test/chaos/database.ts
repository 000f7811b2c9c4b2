import { join } from "node:path";
import { type EmbeddedPostgres, openEmbeddedPostgres } from "@steadyhand/postgres";
import { Client, Pool } from "pg";

const quiet = { info() {}, error() {} };

/** A real PostgreSQL that several servers reach by its address, and that can be taken away. */
export interface ChaosDatabase {
  readonly url: string;
  /** Ends it as an operator would, with what runs in it cut off, and starts it again. */
  restart(): Promise<void>;
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openChaosDatabase(folder: string): Promise<ChaosDatabase> {
  const directory = join(folder, "postgres");
  let server: EmbeddedPostgres = await openEmbeddedPostgres({ directory, log: quiet });
  const { adminRole, database, socketFolder } = server;
  const url = `postgresql:///${database}?host=${encodeURIComponent(socketFolder)}&user=${adminRole}`;

  const admin = new Client({ host: socketFolder, user: adminRole, database: "postgres" });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${database}`);
  await admin.end();

  const pool = new Pool({ host: socketFolder, user: adminRole, database, max: 2 });
  // A connection that a restart cut: the next question opens another.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));

  return {
    url,
    async restart() {
      await server.stop();
      server = await openEmbeddedPostgres({ directory, log: quiet });
    },
    async query<Row extends object>(sql: string, values: readonly unknown[] = []) {
      return (await pool.query<Row>(sql, [...values])).rows;
    },
    async close() {
      await pool.end();
      await server.stop();
    },
  };
}
