import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { OpsError } from "@steadyhand/core/outcome";

/** A program that the demo started. It ends when the demo does, however that ends. */
export interface Program {
  readonly pid: number;
  /** What it printed first. */
  readonly ready: string;
  /** Resolves with why, once it has ended by itself. */
  readonly ended: Promise<string>;
  /** Asks it to end, and waits until it has; twice without harm. */
  stop(): Promise<void>;
}

export interface ProgramStart {
  /** What people call it. */
  readonly what: string;
  readonly projectFolder: string;
  /** Within the project. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const mostComplaint = 2_000;
/** A server ends what runs and its database in good order first. */
const endsWithinMs = 20_000;

/** Starts a program of the project in a process group of its own, and waits for the first line that it prints. Throws `demo.not_started`. */
export async function startProgram({ what, projectFolder, script, args, env, signal }: ProgramStart): Promise<Program> {
  const endWithParent = join(projectFolder, "packages/cli/src/demo/stage/end-with-parent.ts");
  const child = spawn(process.execPath, ["--import", endWithParent, join(projectFolder, script), ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...env },
    detached: true,
  });
  child.stdin.on("error", () => {});
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = `${complaint}${text}`.slice(-mostComplaint);
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, by) => resolve(complaint.trim() || `it ended with ${by ?? `status ${code}`}`));
  });
  const stop = () => stopChild(child, ended);
  const leave = () => void stop();
  signal.addEventListener("abort", leave, { once: true });
  try {
    const ready = await firstLine(child, ended);
    if (ready !== undefined) return { pid: child.pid ?? 0, ready, ended, stop };
    throw notStarted(what, await ended);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

/** `undefined` when it ended before it printed one. */
async function firstLine({ stdout }: ChildProcess, ended: Promise<unknown>): Promise<string | undefined> {
  if (stdout === null) throw new TypeError("its output is a pipe");
  const lines = createInterface({ input: stdout });
  const line = await Promise.race([
    new Promise<string>((resolve) => lines.once("line", resolve)),
    ended.then(() => undefined),
  ]);
  lines.close();
  stdout.resume();
  return line;
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  // Its input closing is what it hears when we are killed, too: there is one way to end.
  child.stdin?.end();
  const late = setTimeout(() => child.kill("SIGKILL"), endsWithinMs);
  await ended;
  clearTimeout(late);
}

function notStarted(what: string, why: string): OpsError {
  const [line = why] = why.split("\n");
  return new OpsError(`Cannot start ${what}: ${line}`, {
    kind: "unavailable",
    code: "demo.not_started",
    hint: "`steady doctor` says what this machine lacks",
  });
}
