import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The real program. */
export const steadyBin = fileURLToPath(new URL("../bin/steady.mjs", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real program to its end, with nothing of our own environment but what finds programs. */
export async function runSteady(
  args: readonly string[],
  {
    input = "",
    env = {},
    cwd,
    node = process.execPath,
  }: {
    readonly input?: string | Buffer;
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
    readonly node?: string;
  } = {},
): Promise<Ended> {
  const child = spawn(node, [steadyBin, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    ...(cwd !== undefined && { cwd }),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  // It may end before it has read everything.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}
