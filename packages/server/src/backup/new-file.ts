import { randomBytes } from "node:crypto";
import { createWriteStream, type WriteStream } from "node:fs";
import { access, link, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";

/** A file that appears under its name only when it is whole and on the disk. */
export interface NewFile {
  /** Where it lies while it is written. */
  readonly unfinished: string;
  readonly output: WriteStream;
  /** Gives it its name. Throws `backup.exists`: nothing is written over. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** Throws `backup.exists`, `backup.unwritable`. */
export async function openNewFile(path: string): Promise<NewFile> {
  if (await isThere(path)) throw exists(path);
  const unfinished = `${path}.unfinished-${randomBytes(4).toString("hex")}`;
  const file = await open(unfinished, "wx", 0o600).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  return {
    unfinished,
    // Synced before it is closed: what has a name is on the disk.
    output: createWriteStream(unfinished, { fd: file, flush: true, autoClose: true }),
    async keep() {
      try {
        await link(unfinished, path);
        await rm(unfinished, { force: true });
      } catch (cause) {
        const code = (cause as NodeJS.ErrnoException).code ?? "";
        if (code === "EEXIST") throw exists(path);
        // Some file systems know no second name.
        if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "EMLINK", "ENOSYS"].includes(code)) throw unwritable(path, cause);
        if (await isThere(path)) throw exists(path);
        await rename(unfinished, path);
      }
      await syncFolder(dirname(path));
    },
    discard: () => rm(unfinished, { force: true }),
  };
}

/** Makes what was renamed in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function exists(path: string): OpsError {
  return new OpsError(
    `Cannot write the backup ${path}: there is a file of that name, and nothing is ever written over`,
    {
      kind: "refused",
      code: "backup.exists",
      hint: "Name another file with --out",
    },
  );
}

/** What stood in the way of writing a file, in words. */
export function unwritable(path: string, cause: unknown): OpsError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const isFull = code === "ENOSPC" || code === "EDQUOT";
  const why = isFull ? "the disk is full" : cause instanceof Error ? cause.message : String(cause);
  return new OpsError(`Cannot write the backup ${path}: ${why}`, {
    kind: "unavailable",
    code: isFull ? "backup.disk_full" : "backup.unwritable",
    hint: isFull ? "Free some space there, or name a file on another disk with --out" : "Name another file with --out",
    cause,
  });
}
