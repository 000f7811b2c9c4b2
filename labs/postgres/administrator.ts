import { type Connection, openConnection } from "./connection.ts";

/** How a role reaches a server of the lab. */
export const addressOf = (port: number, role: string) => `postgresql://${role}@127.0.0.1:${port}/postgres`;

/** Does something with every right there is, on a connection of its own. */
export async function asAdministrator<T>(port: number, work: (admin: Connection) => Promise<T>): Promise<T> {
  const admin = await openConnection(addressOf(port, "postgres"), "lab");
  try {
    return await work(admin);
  } finally {
    admin.drop();
  }
}
