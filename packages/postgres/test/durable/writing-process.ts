import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Said } from "./acknowledged.ts";

/** The writing program in a process of its own. */
export interface WritingProcess {
  readonly child: ChildProcess;
  /** The database that it opened itself. */
  readonly postgresPid: number | undefined;
  /** Resolves when so many more were acknowledged, or with `false` when it has ended before. */
  acknowledges(count: number): Promise<boolean>;
  /** By what code it was refused, and how often. */
  readonly failures: Map<string, number>;
  readonly ended: Promise<unknown>;
}

const program = fileURLToPath(new URL("writing-program.ts", import.meta.url));

/** Starts it on a folder; it has verified what is there when this resolves. Throws where that is not whole. */
export async function startWriting(home: string, connectionString = ""): Promise<WritingProcess> {
  const child = spawn(process.execPath, [program, home, connectionString], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  let talked = "";
  child.stderr.on("data", (bytes: Buffer) => {
    talked += bytes.toString();
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const failures = new Map<string, number>();
  const next = async (): Promise<Said | undefined> => {
    const line = await lines.next();
    return line.done ? undefined : (JSON.parse(line.value) as Said);
  };
  const first = await next();
  if (first === undefined || !("verified" in first))
    throw new Error(`the program ended before it was ready: ${talked}`);
  if (!first.verified.ok) throw new Error(`it found the record not whole: ${JSON.stringify(first.verified)}`);
  return {
    ...{ child, ended, failures, postgresPid: first.postgresPid },
    async acknowledges(count) {
      for (let left = count; left > 0; ) {
        const said = await next();
        if (said === undefined) return false;
        if ("acknowledged" in said) left--;
        if ("failed" in said) failures.set(said.failed, (failures.get(said.failed) ?? 0) + 1);
      }
      return true;
    },
  };
}

/** The processes that a server has begun: one for each connection, and those that write what is stored. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(processes.map(parentOf));
  return processes.filter((_, index) => parents[index] === pid);
}

async function parentOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat === "" ? undefined : Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

/** `kill -9`, where it has not just ended by itself. */
export function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
