import { chmod, chown, rmdir } from "node:fs/promises";
import { resolve } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { findBinaries } from "./binaries.ts";
import { adminRole, openCluster } from "./cluster.ts";
import { lockFolder } from "./folder-lock.ts";
import { folderProblem } from "./folder-problem.ts";
import { endLeftoverServer } from "./leftover-server.ts";
import { startServer } from "./server-process.ts";
import { findServiceUser } from "./service-user.ts";
import { makeSocketFolder } from "./socket-folder.ts";

/** Where the store's and the server's news go. */
export interface PostgresLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** A PostgreSQL of our own, on a Unix socket that only our user can open. */
export interface EmbeddedPostgres {
  readonly kind: "embedded";
  /** The folder of the socket: the `host` of a connection. */
  readonly socketFolder: string;
  readonly adminRole: string;
  readonly ownerRole: string;
  readonly appRole: string;
  /** The name of the database that holds our tables. */
  readonly database: string;
  readonly pid: number;
  /** When the server has ended, whoever ended it. Without it nothing can be recorded, so nothing may run. */
  readonly ended: Promise<void>;
  /** Ends the server and gives the folder back; twice without harm, within 20 s. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL 18 on a folder of its own, creating the database when the folder is empty. As root it runs as
 * the system user `steadyhand`. Throws `data.in_use`, `data.read_only`, `data.disk_full` and `postgres.…`, each
 * with one line that says what to do.
 */
export async function openEmbeddedPostgres(options: {
  readonly directory: string;
  readonly log: PostgresLog;
}): Promise<EmbeddedPostgres> {
  const { log } = options;
  const directory = resolve(options.directory);
  const binaries = await findBinaries();
  const lock = await lockFolder(directory);
  try {
    const user = await findServiceUser();
    await giveFolder(directory, user);
    const cluster = await openCluster(directory, user, binaries);
    await endLeftoverServer(cluster);
    const socketFolder = await makeSocketFolder(directory, user);
    const [ownerRole, appRole] = ["steadyhand_owner", "steadyhand_app"];
    const server = await startServer({ directory, cluster, socketFolder, user, binaries, roles: [ownerRole, appRole] });
    log.info({ directory, pid: server.pid, user: user.name }, "embedded database started");
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await server.stop();
      // Empty now. One in the system's temporary folder would stay there for ever.
      await rmdir(socketFolder).catch(() => {});
      await lock.release();
      log.info({ directory }, "embedded database stopped");
    };
    void server.ended.then(() => {
      if (stopping === undefined) log.error({ directory, pid: server.pid }, "the embedded database ended by itself");
    });
    return {
      kind: "embedded",
      socketFolder,
      adminRole,
      ownerRole,
      appRole,
      database: "steadyhand",
      pid: server.pid,
      ended: server.ended,
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await lock.release();
    throw error instanceof OpsError ? error : folderProblem(directory, error);
  }
}

/** The server's user must walk in; nobody else has any business there. */
async function giveFolder(directory: string, user: { uid: number; gid: number; isOther: boolean }): Promise<void> {
  if (user.isOther) await chown(directory, user.uid, user.gid);
  await chmod(directory, 0o700);
}
