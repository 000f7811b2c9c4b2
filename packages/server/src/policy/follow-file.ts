import { type FSWatcher, readFileSync, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { ServerLog } from "../log.ts";

/** What a file holds at one moment. */
export type FileContent =
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly why: string }
  | { readonly kind: "text"; readonly text: string };

/** How long a file must stay as it is before it counts: whoever writes in place is not read half-way. */
const settledMs = 100;
/** An editor that moves the old file away before it writes the new one is not taken for a removal. */
const absentForMs = 300;
/** Where the system gives no notice of changes, as on a network share. */
const pollMs = 500;

/** A file that is followed by its name: written in place, moved over, behind a link, removed, and back again. */
export interface FollowedFile {
  /** What it held when it was opened. */
  readonly first: FileContent;
  /** From now on `onContent` is called for each content that has settled, one call at a time; what it rejects comes again. */
  follow(onContent: (content: FileContent) => Promise<void>): void;
  close(): Promise<void>;
}

/** Opens a file to be followed; it may be absent. */
export function followFile(path: string, log: ServerLog): FollowedFile {
  // Taken before the file is read: a change in between is seen as one.
  let delivered = signature(path);
  let candidate = delivered;
  let candidateAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  let onContent: ((content: FileContent) => Promise<void>) | undefined;
  let delivering: Promise<void> | undefined;
  let isClosed = false;

  function look(): void {
    clearTimeout(timer);
    if (isClosed || delivering || onContent === undefined) return;
    const now = signature(path);
    if (now !== candidate) {
      candidate = now;
      candidateAt = performance.now();
    }
    const wait = candidateAt + (now === absent ? absentForMs : settledMs) - performance.now();
    if (candidate === delivered) again(pollMs);
    else if (wait > 0) again(wait);
    else deliver(onContent);
  }

  function again(inMs: number): void {
    timer = setTimeout(look, Math.max(1, inMs)).unref();
  }

  function deliver(take: (content: FileContent) => Promise<void>): void {
    const taken = candidate;
    delivering = take(readContent(path))
      .then(() => {
        delivered = taken;
      })
      // Not delivered: the next look tries again.
      .catch((error: unknown) => log.error({ err: error, path }, "a changed file could not be taken over"))
      .finally(() => {
        delivering = undefined;
        again(pollMs);
      });
  }

  return {
    first: readContent(path),
    follow(take) {
      onContent = take;
      watcher = watchFolder(path, look, log);
      look();
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      watcher?.close();
      await delivering;
      clearTimeout(timer);
    },
  };
}

/** What a file holds now. Never throws. */
export function readContent(path: string): FileContent {
  try {
    return { kind: "text", text: utf8.decode(readFileSync(path)) };
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    if (code === "ENOENT") return { kind: "absent" };
    return { kind: "unreadable", why: reasons[code] ?? code };
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

const reasons: Readonly<Record<string, string>> = {
  EACCES: "it may not be read",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is a file",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not valid UTF-8",
};

const absent = "absent";

/** Another one whenever the file was written, moved over, or its permissions changed. */
function signature(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch {
    // Absent or in a folder that cannot be entered: reading it says which.
    return absent;
  }
}

/** The folder is watched, not the file: moving another one over it would end a watch of the file. */
function watchFolder(path: string, look: () => void, log: ServerLog): FSWatcher | undefined {
  try {
    const watcher = watch(dirname(path), { persistent: false }, look);
    watcher.on("error", (error) => log.warn({ err: error, path }, `the folder of ${basename(path)} is only polled`));
    return watcher;
  } catch (error) {
    log.warn({ err: error, path }, `the folder of ${basename(path)} is only polled`);
    return undefined;
  }
}
