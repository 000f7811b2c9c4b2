import { spawn } from "node:child_process";

export type CommandEnd =
  | { readonly kind: "exited"; readonly status: number; readonly output: string }
  | { readonly kind: "not_started"; readonly why: string }
  | { readonly kind: "ended"; readonly why: string };

/** Runs a program with its arguments, by no shell. */
export type CommandRunner = (argv: readonly string[], options: { readonly signal: AbortSignal }) => Promise<CommandEnd>;

const mostOutput = 4_000;

/** As a child of this process; its output is kept up to a bound. */
export const runCommand: CommandRunner = ([program = "", ...args], { signal }) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: "not_started", why: "it was ended before it began" });
    let output = "";
    let isStarted = false;
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], signal });
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-mostOutput);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("spawn", () => {
      isStarted = true;
    });
    child.once("error", ({ message }) => {
      if (!isStarted) resolve({ kind: "not_started", why: `${program} could not be started: ${message}` });
    });
    child.once("close", (status, by) => {
      if (status === null) resolve({ kind: "ended", why: `${program} was ended by ${by}` });
      else resolve({ kind: "exited", status, output: output.trim() });
    });
  });
