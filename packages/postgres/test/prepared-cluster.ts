import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { openDatabase, openEmbeddedPostgres } from "../src/index.ts";

const quiet = { info() {}, error() {} };

/** The database that is migrated and holds nothing, to make others from. */
export const emptyDatabase = "empty";

/**
 * Puts the files of a migrated database where one is to be opened and none is yet. To make one takes a second of both cores,
 * and hundreds of tests want one: within a run of the tests, whoever comes first makes it, and the others copy it.
 */
export async function prepareCluster(directory: string): Promise<void> {
  const run = process.env.STEADYHAND_TEST_RUN;
  if (run === undefined || existsSync(join(directory, "cluster"))) return;
  if (!existsSync(join(run, "ready")) && !(await make(run))) return;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await promisify(execFile)("cp", ["-a", join(run, "postgres", "cluster"), join(directory, "cluster")]);
}

async function make(run: string): Promise<boolean> {
  const directory = join(run, "postgres");
  try {
    await mkdir(directory);
  } catch {
    // Somebody else is just making it. To wait would take longer than to do without.
    return false;
  }
  const embedded = await openEmbeddedPostgres({ directory, log: quiet });
  for (const database of [embedded.database, emptyDatabase]) {
    await (await openDatabase({ place: { ...embedded, database }, log: quiet })).close();
  }
  await embedded.stop();
  await writeFile(join(run, "ready"), "");
  return true;
}
