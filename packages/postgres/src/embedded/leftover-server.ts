import { readFile, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { hasEnded, isRunning, workingFolder } from "./process-end.ts";

/**
 * Ends the server that an earlier process of ours left on this folder, if one still runs. It is ended rather than
 * adopted: what starts next then always runs with this release's settings and as our own child. A number in
 * `postmaster.pid` that now belongs to another program is left alone. Throws `postgres.leftover`.
 */
export async function endLeftoverServer(cluster: string): Promise<void> {
  const pid = await leftoverPid(cluster);
  if (pid === undefined) return;
  // Fast, then immediate shutdown: both keep every committed transaction. Then without asking.
  const ways = [
    { signal: "SIGINT", withinMs: 10_000 },
    { signal: "SIGQUIT", withinMs: 5_000 },
    { signal: "SIGKILL", withinMs: 2_000 },
  ] as const;
  for (const { signal, withinMs } of ways) {
    if (!signalled(pid, signal) || (await hasEnded(pid, withinMs))) return;
  }
  throw new OpsError(`Cannot use ${cluster}: process ${pid}, an earlier database server, does not end`, {
    kind: "unavailable",
    code: "postgres.leftover",
    hint: `Look at process ${pid} and end it, then start again`,
  });
}

async function leftoverPid(cluster: string): Promise<number | undefined> {
  const path = join(cluster, "postmaster.pid");
  const text = await readFile(path, "utf8").catch(() => "");
  const pid = Number(text.split("\n")[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  // A server works in its data folder, whoever else may have got its number since.
  if ((await isRunning(pid)) && (await workingFolder(pid)) === (await realpath(cluster))) return pid;
  // PostgreSQL would take that program, or a dead one that nobody has reaped, for its elder and refuse to start. A number that
  // is its parent's it passes over, and looks by the rest of the file whether children of its elder still write.
  await writeFile(path, text.replace(/^\d+/, String(process.pid)));
  return undefined;
}

function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    // It ended in between.
    return false;
  }
}
