import { Pool } from "pg";
import { appRole, connectionConfig, type DatabasePlace } from "../database/index.ts";

/** A few connections of the queue's own, as the application's role: a flood of transitions must not make timers late. */
export function openQueueConnections(place: DatabasePlace, max: number): Pool {
  const pool = new Pool({
    ...connectionConfig(place, "app"),
    ...{ max, idleTimeoutMillis: 30_000 },
    async onConnect(client) {
      await client.query(`SET ROLE ${appRole}`);
    },
  });
  // A connection that breaks: whoever uses it gets the error from its query, and the next query opens another.
  pool.on("connect", (client) => client.on("error", () => {}));
  pool.on("error", () => {});
  return pool;
}

/** Closes within a bound also when the database answers nothing any more. */
export async function closeConnections(pool: Pool, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMs);
  });
  await Promise.race([pool.end(), late]);
  clearTimeout(timer);
}
