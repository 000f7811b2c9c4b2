import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { environment, type Programs } from "./programs.ts";
import type { Home } from "./small-disk.ts";
import { until } from "./until.ts";

/** One PostgreSQL server on a folder that is prepared. */
export interface Server {
  readonly port: number;
  readonly log: string;
  start(): Promise<void>;
  /** `kill -9`; resolves when it and all its children are gone. */
  kill(): Promise<void>;
  /** It takes no new connections; those that are open go on, because only the server's first process stands still. */
  freeze(): void;
  thaw(): void;
  /** Ends it at once, whatever state it is in. Twice without harm. */
  close(): Promise<void>;
}

export interface ServerPlace {
  readonly programs: Programs;
  /** Its folder is `data` in it. */
  readonly home: Home;
  readonly log: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

export function createServer({ programs, home, log, port, settings }: ServerPlace): Server {
  let running: ChildProcess | undefined;

  async function start(): Promise<void> {
    const all = { listen_addresses: "127.0.0.1", port: `${port}`, unix_socket_directories: "", ...settings };
    const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const postgres = programs.words("postgres", "-D", join(home.path, "data"), ...options);
    const [program = "", ...words] = [...home.enter, ...postgres];
    const output = openSync(log, "a");
    const child = spawn(program, words, { cwd: "/", env: environment, stdio: ["ignore", output, output] });
    closeSync(output);
    running = child;
    await until(`the server on port ${port} is ready: see ${log}`, () => {
      if (child.exitCode !== null)
        throw new Error(`PostgreSQL ended at its start: ${readFileSync(log, "utf8").slice(-2_000)}`);
      return isReady(join(home.seenAt, "data"), child.pid);
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = running;
    running = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const family = childrenOf(child.pid);
    const gone = once(child, "exit");
    child.kill(signal);
    child.kill("SIGCONT");
    await gone;
    // They notice that they have lost their parent, and a server does not start beside them.
    await until(`the children of the server on port ${port} are gone`, () => !family.some(isAlive));
  }

  return {
    port,
    log,
    start,
    kill: () => end("SIGKILL"),
    freeze: () => void running?.kill("SIGSTOP"),
    thaw: () => void running?.kill("SIGCONT"),
    close: () => end("SIGQUIT"),
  };
}

async function isReady(data: string, pid: number | undefined): Promise<boolean> {
  const lines = (await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  return lines[0] === `${pid}` && (lines[7]?.startsWith("ready") ?? false);
}

function childrenOf(pid: number): readonly number[] {
  const words = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return words === "" ? [] : words.split(" ").map(Number);
}

/** One that has ended and that nobody has asked for its end yet holds nothing any more. */
function isAlive(pid: number): boolean {
  if (!existsSync(`/proc/${pid}`)) return false;
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    // It went between the two looks.
    return false;
  }
}
