import { type ChildProcess, spawn } from "node:child_process";
import { statSync } from "node:fs";
import type { Readable } from "node:stream";
import { markerName } from "../reach/marker-reach.ts";
import type { StreamName, ToHelper } from "../wire.ts";
import { closeWriter, type OpenPipe, type Pipes } from "./pipes.ts";

export type StartMessage = Extract<ToHelper, { type: "start" }>;

/** One stream of a process: where to read it, and to call when its end was seen, or was not. */
export interface ProcessStream {
  readonly reader: Readable;
  release(isDrained: boolean): void;
}

export type Started =
  | {
      readonly ok: true;
      readonly pid: number;
      readonly exited: Promise<{ readonly exitCode?: number; readonly signal?: string }>;
      readonly streams: Readonly<Record<StreamName, ProcessStream>>;
    }
  | { readonly ok: false; readonly problem: Promise<string> };

/** Starts the process of an order, exactly as the order says and with the marker beside it. */
export function startProcess(order: StartMessage, marker: string, pipes: Pipes): Started {
  const problem = problemOfDirectory(order.workingDirectory);
  if (problem !== undefined) return { ok: false, problem: Promise.resolve(problem) };
  const opened = { stdout: pipes.open(), stderr: pipes.open() };
  let child: ChildProcess;
  try {
    child = spawn(order.words[0] ?? "", order.words.slice(1), {
      cwd: order.workingDirectory,
      env: { ...order.environment, [markerName]: marker },
      // Its own session and group: nothing that happens to our terminal reaches it.
      detached: true,
      stdio: [
        order.input === undefined ? "ignore" : "pipe",
        opened.stdout?.writer ?? "pipe",
        opened.stderr?.writer ?? "pipe",
      ],
    });
  } catch (error) {
    abandon(Object.values(opened));
    return { ok: false, problem: Promise.resolve(problemOfSpawn(order.words, error)) };
  }
  if (child.pid === undefined) {
    abandon(Object.values(opened));
    const failed = new Promise<unknown>((resolve) => child.once("error", resolve));
    return { ok: false, problem: failed.then((error) => problemOfSpawn(order.words, error)) };
  }
  for (const pipe of Object.values(opened)) if (pipe !== undefined) closeWriter(pipe);
  // Who ends before it has read all of it has no use for the rest.
  child.stdin?.on("error", () => {}).end(order.input);
  return {
    ok: true,
    pid: child.pid,
    exited: new Promise((resolve) => {
      child.once("exit", (exitCode, signal) =>
        resolve({ ...(exitCode === null ? {} : { exitCode }), ...(signal === null ? {} : { signal }) }),
      );
    }),
    streams: { stdout: streamOf(opened.stdout, child.stdout), stderr: streamOf(opened.stderr, child.stderr) },
  };
}

function streamOf(pipe: OpenPipe | undefined, piped: Readable | null): ProcessStream {
  if (pipe !== undefined) return pipe;
  if (piped === null) throw new TypeError("A stream without a named pipe was not piped either");
  return { reader: piped, release: () => {} };
}

function abandon(pipes: readonly (OpenPipe | undefined)[]): void {
  for (const pipe of pipes) {
    if (pipe === undefined) continue;
    closeWriter(pipe);
    pipe.reader.destroy();
    pipe.release(true);
  }
}

function problemOfDirectory(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return `its working directory ${path} does not exist (ENOENT)`;
  return found.isDirectory() ? undefined : `its working directory ${path} is not a directory (ENOTDIR)`;
}

const problems: Readonly<Record<string, string>> = {
  ENOENT: "does not exist, or the interpreter that it names does not",
  EACCES: "may not be executed",
  E2BIG: "was given more words and variables than the system allows",
  EAGAIN: "could not be given a process: the limit of processes is reached",
  ENOMEM: "could not be given a process: memory is short",
  EMFILE: "could not be given its files: too many are open",
};

function problemOfSpawn([program]: readonly string[], error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return `the program ${program} ${problems[code] ?? "could not be started"} (${code})`;
}
