import pg, { type ClientConfig } from "pg";
import type { EmbeddedPostgres } from "../embedded/index.ts";

/** Where the database is: a server of our own, or one that somebody else runs. */
export type DatabasePlace = EmbeddedPostgres | { readonly kind: "server"; readonly connectionString: string };

/** Who a connection signs in as, where we may choose: on the embedded server. */
export type SignIn = "admin" | "owner" | "app";

/** How to connect. A server named by a connection string knows one role only: the one in it. */
export function connectionConfig(place: DatabasePlace, as: SignIn): ClientConfig {
  const common = { types, application_name: "steadyhand", connectionTimeoutMillis: 10_000, keepAlive: true };
  if (place.kind === "server") return { ...common, connectionString: place.connectionString };
  const user = { admin: place.adminRole, owner: place.ownerRole, app: place.appRole }[as];
  return { ...common, host: place.socketFolder, user, database: place.database };
}

// Sequences and counts: they stay far below 2^53, and a text would compare and add as one.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);
