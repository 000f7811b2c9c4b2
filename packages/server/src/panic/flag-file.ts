import { createHash } from "node:crypto";
import { type FSWatcher, watch as watchFolder } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type PanicPress, readPress, writePress } from "@steadyhand/core/panic";
import type { PanicSign } from "@steadyhand/engine";
import type { ServerLog } from "../log.ts";

/** A watch of the file system can miss things, on network disks all of them: the file is looked at this often as well. */
const lookMs = 250;

/**
 * A file whose being there means panic, whatever it holds: `touch PANIC` is a press. Several nodes may share one. What is
 * written by hand gets its id from the file itself, so that all of them mean the same press.
 */
export function flagFile(path: string, log: Pick<ServerLog, "error">): PanicSign {
  const folder = dirname(path);

  async function read(): Promise<PanicPress | undefined> {
    const there = await stat(path).catch(ifAbsent);
    if (there === undefined) return undefined;
    // What cannot be read is there all the same.
    const text = there.isFile() ? await readFile(path, "utf8").catch(() => "") : "";
    return readPress(text) ?? byHand(there);
  }

  /** Since when it is there is when the file last changed its place or content: no hand can set that. */
  function byHand({ ino, mtimeMs, ctime }: { ino: number; mtimeMs: number; ctime: Date }): PanicPress {
    const id = createHash("sha256").update(`${ino}\0${mtimeMs}`).digest("hex").slice(0, 24);
    const by = { kind: "system", id: "act_flag-file", name: "a flag file" } as const;
    return { id: `pan_file-${id}`, since: ctime, by, reason: `the file ${path} was made by hand`, kill: false };
  }

  /** Whole or not at all, and durable: a node that starts after a power cut must find it. */
  async function write(to: string, text: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const beside = `${to}.${process.pid}.new`;
    const file = await open(beside, "w", 0o600);
    try {
      await file.writeFile(`${text}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, to);
    await syncFolder();
  }

  async function syncFolder(): Promise<void> {
    const opened = await open(folder, "r");
    try {
      await opened.sync();
    } finally {
      await opened.close();
    }
  }

  return {
    name: "file",
    read,
    async raise(press) {
      if ((await stat(path).catch(ifAbsent)) === undefined) await write(path, writePress(press));
    },
    async lower(ids) {
      const press = await read();
      if (press === undefined || !ids.includes(press.id)) return;
      await rm(path, { force: true });
      await syncFolder();
    },
    watch(seen) {
      let isLooking = false;
      const look = () => {
        if (isLooking) return;
        isLooking = true;
        read()
          .then((press) => press && seen(press))
          .catch((error: unknown) => log.error({ path, error }, "looking at panic's flag file failed"))
          .finally(() => {
            isLooking = false;
          });
      };
      const timer = setInterval(look, lookMs);
      const watcher = watchIfPossible(folder, (name) => name === basename(path) && look());
      return () => {
        clearInterval(timer);
        watcher?.close();
      };
    },
    async drill() {
      const beside = join(folder, `${basename(path)}.drill`);
      await write(beside, "drill");
      await rm(beside, { force: true });
    },
  };
}

function watchIfPossible(folder: string, changed: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watchFolder(folder, (_event, name) => changed(name));
    // The folder went away, or the system watches nothing more: the timer goes on looking.
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    // Not every disk can be watched.
    return undefined;
  }
}

function ifAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
  throw error;
}
