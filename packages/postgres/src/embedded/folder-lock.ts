import { spawnSync } from "node:child_process";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { folderProblem } from "./folder-problem.ts";

/** The right to use a folder, held by this process alone. */
export interface FolderLock {
  /** Gives it back; twice without harm. */
  release(): Promise<void>;
}

/**
 * Takes a folder for this process, making it when absent. The kernel holds the lock on an open file of ours, so
 * it ends with the process however that ends, and is never stale. Throws `data.in_use`, naming who has it.
 */
export async function lockFolder(directory: string): Promise<FolderLock> {
  const path = join(directory, "lock");
  const file = await openLockFile(directory, path);
  try {
    if (!takeLock(file)) throw inUse(directory, await file.readFile("utf8"));
    await file.truncate(0);
    await file.write(`${process.pid}\n`, 0);
  } catch (error) {
    await file.close();
    throw error instanceof OpsError ? error : folderProblem(directory, error);
  }
  let closing: Promise<void> | undefined;
  return {
    release() {
      closing ??= file.close();
      return closing;
    },
  };
}

async function openLockFile(directory: string, path: string): Promise<FileHandle> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return await open(path, "a+", 0o600);
  } catch (error) {
    throw folderProblem(directory, error);
  }
}

/** Node has no `flock`. The program of that name locks the open file that we hand down, and we still hold it after. */
function takeLock(file: FileHandle): boolean {
  const { status, error } = spawnSync("flock", ["--nonblock", "--exclusive", "3"], {
    stdio: ["ignore", "ignore", "ignore", file.fd],
  });
  if (status === 0) return true;
  if (status === 1) return false;
  throw new OpsError("Cannot lock the data folder: the program `flock` did not work", {
    kind: "unavailable",
    code: "data.cannot_lock",
    hint: "Install the package `util-linux`, and keep the data folder on a local disk",
    cause: error,
  });
}

function inUse(directory: string, holder: string): OpsError {
  const pid = holder.trim();
  const who = /^\d+$/.test(pid) ? `process ${pid}` : "another process";
  return new OpsError(`Cannot use the data folder ${directory}: ${who} is using it`, {
    kind: "unavailable",
    code: "data.in_use",
    hint: "Use the Steadyhand that is running, end it first, or choose another folder with --data",
  });
}
