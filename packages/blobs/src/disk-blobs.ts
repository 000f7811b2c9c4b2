import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import type { BlobKey, BlobStore, ListedBlob } from "@steadyhand/engine";
import { mostSealedBytes } from "./container.ts";

/** While it is written, a blob has another name: one that is cut by a crash never passes for a whole one. */
const unfinished = /^\.[0-9a-f]{16}$/;
const shardPattern = /^[0-9a-f]{2}$/;
const namePattern = /^[0-9a-f]{64}$/;

/**
 * Blobs as files, `SPACE/AB/NAME`, open to their owner only. One is written to another name, synced, renamed, and its folder
 * is synced: once `put` resolves, it is there after a power cut too.
 */
export function openDiskBlobs(root: string): BlobStore {
  const made = new Set<string>();
  const pathOf = ({ space, name }: BlobKey) => join(root, space, name.slice(0, 2), fileOf(name));

  return {
    kind: "disk",
    description: root,
    async put(key, sealed) {
      const path = pathOf(key);
      await guarded("store", path, async () => {
        try {
          if (!made.has(dirname(path))) await makeFolder(dirname(path), root);
          made.add(dirname(path));
          await write(path, sealed);
        } catch (error) {
          // Somebody may have taken the folder away.
          made.delete(dirname(path));
          throw error;
        }
      });
    },
    get: (key) => guarded("read", pathOf(key), () => read(pathOf(key))),
    delete: (key) => guarded("delete", pathOf(key), () => rm(pathOf(key), { force: true })),
    list: ({ space }, page) => guarded("list", join(root, space), () => list(join(root, space), page)),
  };
}

/** What was left unfinished in folder `AB` is listed as `AB.REST`. */
function fileOf(name: string): string {
  return name[2] === "." ? name.slice(2) : name;
}

/** Every folder that is new has to be durable in the one above it. */
async function makeFolder(folder: string, root: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let above = dirname(folder); above.length >= dirname(root).length; above = dirname(above)) {
    await sync(above);
    if (above === dirname(first)) return;
  }
}

const { O_CREAT, O_DSYNC, O_EXCL, O_WRONLY } = constants;

async function write(path: string, sealed: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const beside = join(folder, `.${randomBytes(8).toString("hex")}`);
  try {
    // Each write is on the disk when it returns: one wait less than a sync of its own.
    const file = await open(beside, O_CREAT | O_EXCL | O_WRONLY | O_DSYNC, 0o600);
    try {
      await file.writeFile(sealed);
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {
      // A disk that is gone: the sweep finds it, should it come back.
    });
    throw error;
  }
  await sync(folder);
}

async function sync(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function read(path: string): Promise<Buffer | undefined> {
  try {
    const file = await open(path, "r");
    try {
      // One byte more than there can be: what is longer is not ours, and is not read whole.
      const { size } = await file.stat();
      const bytes = Buffer.alloc(Math.min(size, mostSealedBytes + 1));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

async function list(
  space: string,
  { limit, after = "" }: { readonly limit: number; readonly after?: string },
): Promise<ListedBlob[]> {
  const found: ListedBlob[] = [];
  for (const shard of (await namesIn(space)).filter((name) => shardPattern.test(name))) {
    if (shard < after.slice(0, 2)) continue;
    const files = await namesIn(join(space, shard));
    // What a crash left unfinished is listed too, as something that nobody names.
    const left = files.flatMap((file) => (unfinished.test(file) ? `${shard}${file}` : []));
    for (const name of [...files.filter((file) => namePattern.test(file)), ...left].sort()) {
      if (name <= after) continue;
      const storedAt = await timeOf(join(space, shard, fileOf(name)));
      if (storedAt !== undefined) found.push({ name, storedAt });
      if (found.length === limit) return found;
    }
  }
  return found;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

async function timeOf(path: string): Promise<Date | undefined> {
  try {
    return (await stat(path)).mtime;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

async function guarded<Result>(what: string, path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const known = problems[code];
    const why = known?.why ?? (cause instanceof Error ? cause.message : String(cause));
    throw new OpsError(`Cannot ${what} blob ${path}: ${why}`, {
      kind: "unavailable",
      code: known?.code ?? "blobs.failed",
      hint: known?.hint ?? "Look at the disk that the blobs lie on",
      cause,
    });
  }
}

const full = { code: "blobs.disk_full", why: "the disk is full", hint: "Free some space on the disk of the blobs" };
const closed = {
  code: "blobs.not_writable",
  why: "it cannot be written to",
  hint: "Let the folder belong to the user that the server runs as",
};
const problems: Readonly<Record<string, { readonly code: string; readonly why: string; readonly hint: string }>> = {
  ENOSPC: full,
  EDQUOT: full,
  EACCES: closed,
  EPERM: closed,
  EROFS: closed,
};
