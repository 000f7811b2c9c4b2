import { existsSync } from "node:fs";
import { join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import {
  type DatabasePlace,
  type FolderLock,
  findRunningPostgres,
  lockFolder,
  openEmbeddedPostgres,
} from "@steadyhand/postgres";
import type { ServerLog } from "../log.ts";
import type { DataFolder } from "../start/data-folder.ts";

/** The database of a data folder, whether a server runs on it or not. */
export interface BackupSource {
  readonly place: DatabasePlace;
  close(): Promise<void>;
}

/**
 * Beside a running server its database is read; else it is started for as long as this takes, and no server can start
 * meanwhile. Throws `backup.nothing`, `backup.no_database`, `database.…`, `postgres.…`.
 */
export async function openSource(
  folder: DataFolder,
  { databaseUrl, log }: { readonly databaseUrl: string | undefined; readonly log: ServerLog },
): Promise<BackupSource> {
  if (!existsSync(folder.ledgerKey)) throw nothing(folder.path);
  if (databaseUrl !== undefined) {
    return { place: { kind: "server", connectionString: databaseUrl }, close: async () => {} };
  }
  const lock = await lockIfFree(folder.path);
  try {
    if (lock === undefined) {
      const running = await findRunningPostgres(folder.postgres);
      if (running === undefined) throw noDatabase(folder.path);
      return { place: running, close: async () => {} };
    }
    if (!existsSync(join(folder.postgres, "cluster"))) throw noDatabase(folder.path);
    const embedded = await openEmbeddedPostgres({ directory: folder.postgres, log });
    return { place: embedded, close: () => embedded.stop().finally(() => lock.release()) };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** `undefined` where a server has it. */
async function lockIfFree(path: string): Promise<FolderLock | undefined> {
  try {
    return await lockFolder(path);
  } catch (error) {
    if (error instanceof OpsError && error.code === "data.in_use") return undefined;
    throw error;
  }
}

function nothing(path: string): OpsError {
  return new OpsError(`Cannot back up ${path}: there is no record in it`, {
    kind: "not_found",
    code: "backup.nothing",
    hint: "Name the data folder of an installation with --data",
  });
}

function noDatabase(path: string): OpsError {
  return new OpsError(`Cannot back up ${path}: its database is not in it`, {
    kind: "not_found",
    code: "backup.no_database",
    hint: "Name the PostgreSQL server that it uses with --database-url",
  });
}
