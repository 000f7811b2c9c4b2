import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Nothing of ours: a command that only measures needs no secret that we were started with. */
const environment = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C" };
const mostBytes = 64 * 1024;

/**
 * The used share of a disk in percent, as the configured command prints it: the last percentage in its output. PostgreSQL itself
 * tells nobody how much room is left.
 */
export async function readDiskPercent(command: readonly string[], signal: AbortSignal): Promise<number> {
  const [program = "", ...words] = command;
  const { stdout } = await run(program, words, { signal, env: environment, maxBuffer: mostBytes, cwd: "/" });
  const found = [...stdout.matchAll(/(\d{1,3}(?:\.\d+)?)\s*%/g)].at(-1)?.[1];
  if (found === undefined) throw new Error(`${program} printed no percentage`);
  return Number(found);
}
