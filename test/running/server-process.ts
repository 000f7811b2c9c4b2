import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Client, createClient } from "@steadyhand/client/node";
import { prepareCluster } from "../../packages/postgres/test/prepared-cluster.ts";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const main = join(root, "packages/server/src/main.ts");

/** The real program as a process of its own. */
export interface ServerProcess {
  readonly client: Client;
  /** The link that `npm start` prints, with the key behind `#`. */
  readonly url: string;
  readonly pid: number;
  /** Resolves with the exit code when it ends, for whatever reason. */
  readonly ended: Promise<number | null>;
  /** `kill -9`, and resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the program on a data folder and resolves when it says that it is ready. */
export async function startServer(folder: string, env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  if (env.DATABASE_URL === undefined) await prepareCluster(join(folder, "postgres"));
  const child = spawn(process.execPath, [main, "--data", folder, "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { STEADYHAND_LOG: "fatal", ...process.env, ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  const ready = await readyLine(child, ended);
  return {
    client: createClient({ socketPath: ready.socket }),
    url: ready.url,
    pid: ready.pid,
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

async function readyLine(child: ChildProcess, ended: Promise<number | null>) {
  let said = "";
  let talked = "";
  child.stderr?.on("data", (bytes: Buffer) => {
    talked += bytes.toString();
    const file = process.env.STEADYHAND_TEST_LOG_FILE;
    if (file !== undefined) appendFileSync(file, bytes);
  });
  const line = new Promise<string>((resolve) => {
    child.stdout?.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      if (said.includes("\n")) resolve(said);
    });
  });
  const first = await Promise.race([line, ended]);
  if (typeof first !== "string") throw new Error(`the server ended with ${first} before it was ready: ${talked}`);
  return JSON.parse(first) as { url: string; socket: string; pid: number };
}

/** A folder of its own, gone afterwards. */
export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `steadyhand-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
