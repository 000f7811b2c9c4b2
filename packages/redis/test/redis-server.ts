import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real Redis in a process and a folder of its own. */
export interface TestRedis {
  readonly url: string;
  readonly pid: number;
  /** Lets it stand still, as a machine that hangs does. */
  freeze(): void;
  thaw(): void;
  /** Ends it at once. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts Debian's `redis-server` (or Valkey's) on a free port. Fails when there is none: it is never skipped. */
export async function startRedis(options: { readonly password?: string } = {}): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), "steadyhand-redis-"));
  const port = await freePort();
  let child = await launch(port, folder, options.password);
  const gone = () =>
    new Promise<void>((resolve) =>
      child.exitCode === null && child.signalCode === null ? child.once("exit", () => resolve()) : resolve(),
    );
  const kill = async () => {
    child.kill("SIGKILL");
    await gone();
  };
  const user = options.password === undefined ? "" : `:${options.password}@`;
  return {
    url: `redis://${user}127.0.0.1:${port}`,
    get pid() {
      return child.pid ?? 0;
    },
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    kill,
    async restart() {
      await kill();
      child = await launch(port, folder, options.password);
    },
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(port: number, folder: string, password: string | undefined): Promise<ChildProcess> {
  const secured = password === undefined ? [] : ["--requirepass", password];
  const quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", folder];
  const child = spawn("redis-server", ["--port", String(port), ...quiet, ...secured], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (bytes: Buffer) => bytes.toString().includes("Ready to accept") && resolve());
    child.once("error", () => reject(new Error("redis-server cannot be started: install Debian's redis-server")));
    child.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
  });
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new TypeError("a TCP server has a port");
  return address.port;
}
