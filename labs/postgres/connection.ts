import { Socket } from "node:net";
import { Client } from "pg";

/** One connection that can be dropped at once, also while the server does not answer. */
export interface Connection {
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  drop(): void;
}

export async function openConnection(
  url: string,
  name: string,
  made?: (drop: () => void) => void,
): Promise<Connection> {
  const socket = new Socket();
  const client = new Client({ connectionString: url, application_name: name, stream: () => socket });
  client.on("error", () => {});
  const drop = () => void socket.destroy();
  made?.(drop);
  await client.connect();
  return {
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
    drop,
  };
}
