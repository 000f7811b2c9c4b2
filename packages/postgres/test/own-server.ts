import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { chown, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { commandPrefix, findServiceUser } from "../src/embedded/service-user.ts";
import type { DatabasePlace } from "../src/index.ts";
import { temporaryFolder } from "./test-server.ts";

/** PostgreSQL as a distribution brings it, run by somebody else: we sign in by an address, as a role with no more rights than told. */
export interface OwnServer {
  readonly folder: string;
  /** The folder of its files. */
  readonly cluster: string;
  /** The number of the running server. */
  pid(): number;
  /** A database as our service sees it, which is no superuser. */
  place(database: string): DatabasePlace;
  superuser(database: string): Promise<Client>;
  start(): Promise<void>;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  /** `kill -9` of the server; resolves when it is gone. Its children follow it. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Whom our service signs in as, and who owns its databases. */
export const serviceRole = "steadyhand_service";

/** Starts one on a folder of its own, which it takes away at the end. `settings` are those of postgresql.conf. */
export async function openOwnServer(
  settings: Readonly<Record<string, string>> = {},
  given?: { readonly folder: string },
): Promise<OwnServer> {
  const folder = given ? { path: given.folder, remove: async () => {} } : await temporaryFolder();
  const bin = findPrograms();
  const cluster = join(folder.path, "cluster");
  const user = await findServiceUser();
  await chown(folder.path, user.uid, user.gid);
  const prefix = await commandPrefix(user, [bin, cluster], "KILL");
  const command = (words: readonly string[]) => [...prefix, ...words] as [string, ...string[]];
  const [initdb, ...words] = command([
    join(bin, "initdb"),
    "-D",
    cluster,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
  ]);
  await promisify(execFile)(initdb, [...words, "--locale=C"], { cwd: "/", env: { LC_ALL: "C" } });
  let running: ChildProcess | undefined;
  let ended: Promise<unknown> = Promise.resolve();

  async function start(): Promise<void> {
    // Whoever killed it may not have waited: a dead one that is not reaped yet looks alive to the next.
    await ended;
    const all = { listen_addresses: "", unix_socket_directories: folder.path, shared_buffers: "32MB", ...settings };
    const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const [postgres, ...args] = command([join(bin, "postgres"), "-D", cluster, ...options]);
    // Its children take a moment to notice that they have lost it, and it does not start beside them.
    for (const until = Date.now() + 30_000; ; ) {
      const child = spawn(postgres, args, { cwd: "/", env: { LC_ALL: "C" }, stdio: ["ignore", "ignore", "pipe"] });
      let said = "";
      child.stderr.on("data", (bytes: Buffer) => {
        said = `${said}${bytes.toString()}`.slice(-4_000);
      });
      running = child;
      ended = once(child, "exit");
      if (await isReady(cluster, child)) return;
      if (!said.includes("pre-existing shared memory block") || Date.now() > until) throw new Error(said);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = running;
    running = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await ended;
  }

  async function superuser(database: string): Promise<Client> {
    const client = new Client({ host: folder.path, user: "postgres", database });
    client.on("error", () => {});
    await client.connect();
    return client;
  }

  await start();
  const admin = await superuser("postgres");
  await admin.query(`CREATE ROLE steadyhand_owner; CREATE ROLE steadyhand_app;
    CREATE ROLE ${serviceRole} LOGIN; GRANT steadyhand_owner, steadyhand_app TO ${serviceRole}`);
  await admin.end();
  return {
    folder: folder.path,
    cluster,
    pid: () => running?.pid ?? 0,
    place(database) {
      const host = encodeURIComponent(folder.path);
      return { kind: "server", connectionString: `postgresql:///${database}?host=${host}&user=${serviceRole}` };
    },
    superuser,
    start,
    stop: () => end("SIGINT"),
    kill: () => end("SIGKILL"),
    async close() {
      await end("SIGINT");
      await folder.remove();
    },
  };
}

/** The newest that Debian's packages brought. A test that cannot run proves nothing, so their absence is a failure. */
function findPrograms(): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .filter((version) => version >= 15)
    : [];
  const bin = join(root, String(Math.max(...versions)), "bin");
  if (versions.length > 0 && existsSync(join(bin, "initdb"))) return bin;
  throw new Error(
    "These tests need a PostgreSQL server of 15 or newer beside the embedded one: apt-get install --no-install-recommends postgresql",
  );
}

/** Whether it came to take connections, or ended before. */
async function isReady(cluster: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const lines = (await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
    if (lines[0] === String(child.pid) && lines[7]?.startsWith("ready")) return true;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return false;
}
