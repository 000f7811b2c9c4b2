import { readFile, readlink } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

/** Waits until a process that is not our child has ended, looking often; false when it has not within the time. */
export async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const lookEveryMs = 10;
  for (let waitedMs = 0; waitedMs <= withinMs; waitedMs += lookEveryMs) {
    if (!(await isRunning(pid))) return true;
    await wait(lookEveryMs);
  }
  return false;
}

/** Whether a process is there and not merely waiting to be reaped. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat === undefined) return false;
  return stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3) !== "Z";
}

/** The folder a process works in, or `undefined` when it is gone or not ours to ask. */
export async function workingFolder(pid: number): Promise<string | undefined> {
  return readlink(`/proc/${pid}/cwd`).catch(() => undefined);
}
