import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { OpsError } from "@steadyhand/core/outcome";
import {
  type FromHelper,
  type HelperSettings,
  messageFrame,
  openFrameReader,
  type StreamName,
  type ToHelper,
} from "./wire.ts";

/** The server's end of the line to its helper. */
export interface HelperLine {
  /** How the helper finds all processes of an attempt on this machine. */
  readonly reach: string;
  readonly pid: number;
  send(message: ToHelper): void;
  /** Resolves when the helper has ended, for whatever reason. */
  readonly gone: Promise<void>;
  isGone(): boolean;
  /** For a helper that does not leave when asked. */
  kill(): void;
}

export interface LineListener {
  message(message: Exclude<FromHelper, { type: "ready" }>): void;
  output(slot: number, stream: StreamName, bytes: Buffer): void;
}

const program = fileURLToPath(new URL("./helper/main.ts", import.meta.url));
const startLimitMs = 10_000;

/** Starts a helper and resolves when it is ready for orders. */
export async function openHelperLine(settings: HelperSettings, listener: LineListener): Promise<HelperLine> {
  const child = spawnHelper(settings);
  const line = child.stdio[3];
  if (!(line instanceof Duplex)) throw notStarted(child);
  let ready: (reach: string) => void = () => {};
  const isReady = new Promise<string>((resolve) => {
    ready = resolve;
  });
  line.on(
    "data",
    openFrameReader<FromHelper>({
      message: (message) => (message.type === "ready" ? ready(message.reach) : listener.message(message)),
      output: listener.output,
    }),
  );
  // What a dead helper does not take is answered by `gone`.
  line.on("error", () => {});
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
  const drained = new Promise<void>((resolve) => line.once("close", () => resolve()));
  const reach = await Promise.race([isReady, exited.then(() => undefined), limit(startLimitMs)]);
  if (reach === undefined || child.pid === undefined) throw notStarted(child);
  let hasGone = false;
  const gone = Promise.all([exited, drained]).then(() => {
    hasGone = true;
  });
  return {
    reach,
    pid: child.pid,
    send: (message) => void (line.writable && line.write(messageFrame(message))),
    gone,
    isGone: () => hasGone,
    kill: () => void child.kill("SIGKILL"),
  };
}

function spawnHelper(settings: HelperSettings): ChildProcess {
  const { journalDirectory } = settings;
  // Should it crash, this says why; what ran is then found, ended and reported as lost.
  const crashLog = openSync(join(journalDirectory, "helper-crash.log"), "a", 0o600);
  // A small process spawns faster, and compiled code that is kept halves its memory and its start.
  const flags = ["--max-old-space-size=256", "--max-semi-space-size=2"];
  const child = spawn(process.execPath, [...flags, program, JSON.stringify(settings)], {
    cwd: "/",
    // Nothing of ours reaches a step by way of the helper.
    env: { NODE_COMPILE_CACHE: getCompileCacheDir() ?? join(journalDirectory, "compiled") },
    // Its own session, so that neither Ctrl-C in our terminal nor the terminal's end reaches it.
    detached: true,
    stdio: ["ignore", "ignore", crashLog, "pipe"],
  });
  closeSync(crashLog);
  return child;
}

function notStarted(child: ChildProcess): OpsError {
  child.kill("SIGKILL");
  const reason = child.exitCode === null ? "it did not answer" : `it ended with exit status ${child.exitCode}`;
  return new OpsError(`Cannot start the runner's helper ${program}: ${reason}`, {
    kind: "unavailable",
    code: "runner.helper_not_started",
    hint: "Look at helper-crash.log in the runner's journal directory",
  });
}

function limit(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms).unref());
}
