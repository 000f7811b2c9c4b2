import { createHash } from "node:crypto";
import { appendFileSync, closeSync, fstatSync, openSync, readFileSync, readSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Attempts whose journal is gone because their result is durable elsewhere. An order for one of them is a repeat. The
 * file is shared by everybody who uses the folder: each reads what the others have added before it answers.
 */
export interface Forgotten {
  has(attemptId: string): boolean;
  add(attemptId: string): void;
  /** How far this was read: what comes later can be looked for from here. */
  mark(): ForgottenMark;
}

/** A place in the file of what was forgotten. */
export interface ForgottenMark {
  readonly inode: number;
  readonly size: number;
}

const remembered = 100_000;

const pathIn = (directory: string) => join(directory, "forgotten.log");
const olderPathIn = (directory: string) => join(directory, "forgotten.older.log");

/**
 * Reads what was forgotten before. Of very many, the older half goes into a file of its own, and what that held before
 * is dropped: no outbox repeats an order that late.
 */
export function openForgotten(directory: string): Forgotten {
  const path = pathIn(directory);
  let ids = new Set<string>();
  let mark: ForgottenMark = { inode: 0, size: 0 };

  function readAll(): void {
    ids = new Set(idsIn(readText(olderPathIn(directory))));
    mark = { inode: inodeOf(path), size: 0 };
    readOn();
  }

  function readOn(): void {
    const text = readText(path, mark.size);
    // A line that somebody is just writing is read again, whole, the next time.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    for (const id of idsIn(whole)) ids.add(id);
    mark = { ...mark, size: mark.size + Buffer.byteLength(whole) };
  }

  function refresh(): void {
    if (inodeOf(path) === mark.inode) readOn();
    else readAll();
  }

  readAll();
  if (ids.size > remembered * 2) {
    renameSync(path, olderPathIn(directory));
    readAll();
  }
  return {
    has(attemptId) {
      refresh();
      return ids.has(shortHash(attemptId));
    },
    add(attemptId) {
      const id = shortHash(attemptId);
      if (ids.has(id)) return;
      // On a line of its own, even after one that a full disk has cut.
      appendFileSync(path, `\n${id}\n`, { mode: 0o600 });
      ids.add(id);
    },
    mark: () => mark,
  };
}

/** Says whether an attempt was forgotten since the mark was taken, by whoever it was. */
export function isForgottenSince(directory: string, attemptId: string, mark: ForgottenMark): boolean {
  const id = shortHash(attemptId);
  const path = pathIn(directory);
  const isSame = inodeOf(path) === mark.inode;
  const texts = isSame ? [readText(path, mark.size)] : [readText(olderPathIn(directory)), readText(path)];
  return texts.some((text) => idsIn(text).includes(id));
}

function shortHash(attemptId: string): string {
  return createHash("sha256").update(attemptId).digest("base64url").slice(0, 22);
}

function idsIn(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

function inodeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? 0;
}

/** A file from a place on; nothing where there is no file yet. */
function readText(path: string, from = 0): string {
  if (from === 0) return inodeOf(path) === 0 ? "" : readFileSync(path, "utf8");
  const descriptor = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(descriptor).size - from));
    const length = bytes.length === 0 ? 0 : readSync(descriptor, bytes, 0, bytes.length, from);
    return bytes.subarray(0, length).toString("utf8");
  } finally {
    closeSync(descriptor);
  }
}
