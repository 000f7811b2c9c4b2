import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { OpsError } from "@steadyhand/core/outcome";
import { syncFolder } from "./new-file.ts";

/** A data folder that is being filled beside its place, and is moved there when it is whole. */
export interface RestoreTarget {
  /** Where it lies until then. */
  readonly staging: string;
  /** Writes a file of it, durably. */
  write(path: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  /** Moves it to its place. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** Throws `backup.target_not_empty`, `backup.target_unusable`. */
export async function openTarget(dataFolder: string): Promise<RestoreTarget> {
  await refuseFull(dataFolder);
  const staging = `${dataFolder}.restoring-${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(dirname(dataFolder), { recursive: true, mode: 0o700 });
    await mkdir(staging, { mode: 0o700 });
  } catch (cause) {
    throw unusable(dataFolder, cause);
  }
  return {
    staging,
    async write(path, content) {
      const file = join(staging, path);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await pipeline(content, createWriteStream(file, { flags: "wx", mode: 0o600, flush: true }));
      await syncFolder(dirname(file));
    },
    async keep() {
      await syncFolder(staging);
      await refuseFull(dataFolder);
      // An empty folder may stand there already.
      await rmdir(dataFolder).catch(() => {});
      await rename(staging, dataFolder).catch((cause: unknown) => {
        throw unusable(dataFolder, cause);
      });
      await syncFolder(dirname(dataFolder));
    },
    discard: () => rm(staging, { recursive: true, force: true }),
  };
}

async function refuseFull(path: string): Promise<void> {
  const found = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw unusable(path, error);
  });
  if (found.length === 0) return;
  throw new OpsError(`Cannot restore into ${path}: it is not empty, and nothing is ever written over`, {
    kind: "refused",
    code: "backup.target_not_empty",
    hint: "Name a folder that is empty or not there with --data",
  });
}

function unusable(path: string, cause: unknown): OpsError {
  return new OpsError(`Cannot restore into ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, {
    kind: "unavailable",
    code: "backup.target_unusable",
    hint: "Name another folder with --data",
    cause,
  });
}
