import { Client } from "pg";
import type { DatabasePlace } from "../src/index.ts";

let databases = 0;

/** A server by its connection string: each who asks gets a database there, and all of them are dropped at the end. */
export async function openNamedServer(connectionString: string): Promise<{
  newPlace(): Promise<DatabasePlace>;
  close(): Promise<void>;
}> {
  const admin = new Client({ connectionString });
  await admin.connect();
  const made: string[] = [];
  return {
    async newPlace() {
      const name = `steadyhand_test_${process.pid}_${++databases}`;
      await admin.query(`CREATE DATABASE ${name}`);
      made.push(name);
      const url = new URL(connectionString);
      url.pathname = `/${name}`;
      return { kind: "server", connectionString: url.href };
    },
    async close() {
      for (const name of made) await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
