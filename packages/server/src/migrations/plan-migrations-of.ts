import { existsSync } from "node:fs";
import { join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import {
  type DatabasePlace,
  findRunningPostgres,
  lockFolder,
  type MigrationPlan,
  openEmbeddedPostgres,
  planMigrations,
} from "@steadyhand/postgres";
import type { ServerLog } from "../log.ts";
import { dataFolderAt } from "../start/data-folder.ts";

interface PlanOptions {
  readonly dataFolder: string;
  /** A server of somebody else's instead of the one in the data folder. */
  readonly databaseUrl?: string;
  /** Runs them for real, in a transaction that is rolled back. */
  readonly isTried: boolean;
  readonly log: ServerLog;
}

/**
 * Plans what bringing the database of a data folder up to date will do, whether a server runs on it or not; where there is
 * none yet, nothing is made. Throws `migration.…`, `database.…`, `postgres.…`.
 */
export async function planMigrationsOf({ dataFolder, databaseUrl, isTried, log }: PlanOptions): Promise<MigrationPlan> {
  if (databaseUrl !== undefined) {
    return planMigrations({ kind: "server", connectionString: databaseUrl }, { isTried });
  }
  const { path, postgres } = dataFolderAt(dataFolder);
  if (!existsSync(join(postgres, "cluster"))) return planMigrations(undefined, { isTried });
  await using place = (await openIfFree(path, postgres, log)) ?? (await running(path, postgres));
  return await planMigrations(place.place, { isTried });
}

interface OpenPlace extends AsyncDisposable {
  readonly place: DatabasePlace;
}

/** `undefined` where a server has the folder. */
async function openIfFree(path: string, directory: string, log: ServerLog): Promise<OpenPlace | undefined> {
  const lock = await lockFolder(path).catch((error: unknown) => {
    if (error instanceof OpsError && error.code === "data.in_use") return undefined;
    throw error;
  });
  if (lock === undefined) return undefined;
  try {
    const place = await openEmbeddedPostgres({ directory, log });
    return { place, [Symbol.asyncDispose]: () => place.stop().finally(() => lock.release()) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function running(path: string, directory: string): Promise<OpenPlace> {
  const place = await findRunningPostgres(directory);
  if (place !== undefined) return { place, async [Symbol.asyncDispose]() {} };
  throw new OpsError(`Cannot plan the migrations of ${path}: a server has it, and its database does not answer`, {
    kind: "unavailable",
    code: "migration.database_away",
    hint: "If it is starting, try again in a moment; if it uses a PostgreSQL server, name that with --database-url",
  });
}
