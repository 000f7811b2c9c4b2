import { join } from "node:path";
import { Client } from "pg";
import { makeLedgerMonths } from "../../src/database/ledger-months.ts";
import { type DatabasePlace, type EmbeddedPostgres, openDatabase, openEmbeddedPostgres } from "../../src/index.ts";
import { openOwnServer, serviceRole } from "../own-server.ts";
import { quiet, temporaryFolder } from "../test-server.ts";

/** A server whose files and whose superuser are in the hands of whoever tampers. */
export interface TamperedServer {
  /** The folder of its files. */
  readonly cluster: string;
  place(database: string): DatabasePlace;
  superuser(database: string): Promise<Client>;
  /** Makes a database that is a copy of another. */
  copy(from: string, to: string): Promise<DatabasePlace>;
  start(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** A migrated database with the months of the ledger made ahead, which nothing is written into. */
export const emptyDatabase = "empty";

/** The server that we bring ourselves. */
export async function openEmbedded(): Promise<TamperedServer> {
  const folder = await temporaryFolder();
  const directory = join(folder.path, "postgres");
  let server: EmbeddedPostgres = await openEmbeddedPostgres({ directory, log: quiet });
  const { socketFolder, adminRole, ownerRole } = server;
  return prepared({
    cluster: join(directory, "cluster"),
    owner: ownerRole,
    place: (database) => ({ ...server, database }),
    superuser: (database) => connect({ host: socketFolder, user: adminRole, database }),
    async start() {
      server = await openEmbeddedPostgres({ directory, log: quiet });
    },
    stop: () => server.stop(),
    async close() {
      await server.stop();
      await folder.remove();
    },
  });
}

/** A server that somebody else runs, where our role has no rights but to its own tables. */
export async function openForeign(): Promise<TamperedServer> {
  // Nothing is cut off here: what is asked is what is found, not what survives.
  const server = await openOwnServer({ fsync: "off" });
  return prepared({ ...server, owner: serviceRole });
}

async function prepared(server: Omit<TamperedServer, "copy"> & { readonly owner: string }): Promise<TamperedServer> {
  const make = async (sql: string) => {
    const admin = await server.superuser("postgres");
    await admin.query(sql).finally(() => admin.end());
  };
  const place = server.place(emptyDatabase);
  // On a server of our own whoever opens a database makes it.
  if (place.kind === "server") await make(`CREATE DATABASE ${emptyDatabase} OWNER ${server.owner}`);
  await (await openDatabase({ place, log: quiet })).close();
  await makeLedgerMonths(place, new Date());
  return {
    ...server,
    async copy(from, to) {
      await make(`CREATE DATABASE ${to} TEMPLATE ${from} OWNER ${server.owner}`);
      return server.place(to);
    },
  };
}

async function connect(config: { host: string; user: string; database: string }): Promise<Client> {
  const client = new Client(config);
  client.on("error", () => {});
  await client.connect();
  return client;
}
