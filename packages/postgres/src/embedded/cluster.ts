import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chown, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Binaries } from "./binaries.ts";
import { folderProblem } from "./folder-problem.ts";
import { commandPrefix, type ServiceUser } from "./service-user.ts";
import { startupProblem } from "./startup-problem.ts";

/** The first superuser of the cluster. Only our own start-up signs in as it. */
export const adminRole = "steadyhand_admin";

const folderName = "cluster";
const unfinished = "cluster.unfinished-";

/**
 * The folder of the database's files, made when absent. It is made under another name and renamed when whole, so
 * a start that was cut off leaves nothing that looks like a database.
 */
export async function openCluster(directory: string, user: ServiceUser, { initdb }: Binaries): Promise<string> {
  const cluster = join(directory, folderName);
  const entries = await readdir(directory);
  const leftovers = entries.filter((name) => name.startsWith(unfinished));
  await Promise.all(leftovers.map((name) => rm(join(directory, name), { recursive: true, force: true })));
  if (entries.includes(folderName)) {
    await checkVersion(cluster, directory);
    return cluster;
  }
  const draft = join(directory, `${unfinished}${randomUUID().slice(0, 8)}`);
  try {
    await mkdir(draft, { mode: 0o700 });
    if (user.isOther) await chown(draft, user.uid, user.gid);
    await initialise(draft, directory, user, initdb);
    await rename(draft, cluster);
    await syncFolder(directory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error instanceof Error && "kind" in error ? error : folderProblem(directory, error);
  }
  return cluster;
}

const postgresVersion = "18";

/** PostgreSQL would say it too, but only in its log. */
async function checkVersion(cluster: string, directory: string): Promise<void> {
  const version = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => "");
  if (version.trim() === postgresVersion) return;
  const output =
    version === "" ? 'could not read file "global/pg_control"' : `initialized by PostgreSQL version ${version}`;
  throw startupProblem("open the database", directory, output);
}

async function initialise(cluster: string, directory: string, user: ServiceUser, initdb: string): Promise<void> {
  const prefix = await commandPrefix(user, [initdb, cluster], "KILL");
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const words = [
    initdb,
    "-D",
    cluster,
    "-U",
    adminRole,
    ...locale,
    "--data-checksums",
    "--auth=peer",
    "--no-instructions",
  ];
  const [program = initdb, ...args] = [...prefix, ...words];
  const child = spawn(program, args, { cwd: "/", env: { LC_ALL: "C" }, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [output, errors, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (status !== 0) throw startupProblem("create the database", directory, output + errors);
}

async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, "r");
  await folder.sync().finally(() => folder.close());
}
