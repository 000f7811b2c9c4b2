import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { chown, readFile, rename, stat, truncate, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import type { Binaries } from "./binaries.ts";
import { adminRole } from "./cluster.ts";
import { commandPrefix, type ServiceUser } from "./service-user.ts";
import { startupProblem } from "./startup-problem.ts";

/** A running server. */
export interface ServerProcess {
  readonly pid: number;
  /** When it has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends it, keeping every committed transaction; twice without harm, within 20 s. */
  stop(): Promise<void>;
}

export interface ServerPlace {
  readonly directory: string;
  readonly cluster: string;
  readonly socketFolder: string;
  readonly user: ServiceUser;
  readonly binaries: Binaries;
  /** The roles that we may sign in as over the socket. */
  readonly roles: readonly string[];
}

/** Starts the server and waits until it takes connections. */
export async function startServer(place: ServerPlace): Promise<ServerProcess> {
  await writeAccessRules(place);
  // After a kill of the server alone its children take a moment to notice, and it will not start beside them.
  const [tries, pauseMs] = [50, 100];
  for (let tried = 1; ; tried++) {
    const logPath = await openLog(place.directory, place.user);
    const server = await launch(place, logPath);
    if (server !== undefined) return server;
    const output = await readFile(logPath, "utf8");
    const isBlocked = output.includes("pre-existing shared memory block");
    if (!isBlocked || tried === tries) throw startupProblem("start the database", place.directory, output);
    await wait(pauseMs);
  }
}

async function launch(place: ServerPlace, logPath: string): Promise<ServerProcess | undefined> {
  const { cluster, socketFolder, user, binaries } = place;
  const prefix = await commandPrefix(user, [binaries.postgres, cluster, socketFolder], "INT");
  const words = [binaries.postgres, "-D", cluster, ...settings(socketFolder)];
  const [program = binaries.postgres, ...args] = [...prefix, ...words];
  const log = openSync(logPath, "a");
  // In a process group of its own: Ctrl-C is for us, and we end it when we are done with it.
  const child = spawn(program, args, { cwd: "/", env: { LC_ALL: "C" }, stdio: ["ignore", log, log], detached: true });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
  if (await isReady(socketFolder, child)) return { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
  await stop(child, ended);
  return undefined;
}

/** Small: it shares the machine with the systems it is there to help. Durable: fsync and synchronous_commit stay on. */
function settings(socketFolder: string): string[] {
  const values = {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    shared_buffers: "32MB",
    max_connections: "100",
    max_wal_size: "256MB",
    io_method: "sync",
    max_parallel_workers: "0",
    max_logical_replication_workers: "0",
    jit: "off",
    TimeZone: "UTC",
    log_timezone: "UTC",
    // Statements and their values stay out of the log; that the disk was full must stand there.
    log_min_messages: "error",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
    cluster_name: "steadyhand",
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Only this process's own system user may sign in, only over the socket, only as a role of ours. */
async function writeAccessRules({ cluster, user, roles }: ServerPlace): Promise<void> {
  const { username } = userInfo();
  const everyRole = [adminRole, ...roles];
  const files = {
    "pg_hba.conf": "local all all peer map=steadyhand\n",
    "pg_ident.conf": everyRole.map((role) => `steadyhand "${username}" ${role}\n`).join(""),
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(cluster, name);
    await writeFile(path, content, { mode: 0o600 });
    if (user.isOther) await chown(path, user.uid, user.gid);
  }
}

const logBytes = 1024 * 1024;

async function openLog(directory: string, user: ServiceUser): Promise<string> {
  const path = join(directory, "postgres.log");
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size > logBytes) await rename(path, `${path}.1`);
  else if (size > 0) await truncate(path, 0);
  await writeFile(path, "", { mode: 0o600, flag: "a" });
  if (user.isOther) await chown(path, user.uid, user.gid);
  return path;
}

/** Recovery after a power cut may take its time; a server that ends says so at once. */
const readyWithinMs = 120_000;

async function isReady(socketFolder: string, child: ChildProcess): Promise<boolean> {
  const until = Date.now() + readyWithinMs;
  for (let pauseMs = 4; Date.now() < until; pauseMs = Math.min(pauseMs * 1.5, 100)) {
    await wait(pauseMs);
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return false;
    const client = new Client({ host: socketFolder, user: adminRole, database: "postgres" });
    try {
      await client.connect();
      return true;
    } catch {
      // Not yet: it is still starting or recovering.
    } finally {
      await client.end().catch(() => {});
    }
  }
  return false;
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const ways = [
    { signal: "SIGINT", withinMs: 12_000 },
    { signal: "SIGQUIT", withinMs: 6_000 },
    { signal: "SIGKILL", withinMs: 2_000 },
  ] as const;
  for (const { signal, withinMs } of ways) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    child.kill(signal);
    const timer = new AbortController();
    await Promise.race([ended, wait(withinMs, undefined, { signal: timer.signal }).catch(() => {})]);
    timer.abort();
  }
}
