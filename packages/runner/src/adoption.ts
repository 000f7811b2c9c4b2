import { randomBytes } from "node:crypto";
import { closeSync, existsSync, linkSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { silent, type WrittenEnd } from "./attempt.ts";
import { isHelperThere } from "./certain.ts";
import {
  attemptFiles,
  attemptName,
  type JournalEntry,
  type JournalLine,
  parseJournal,
  readJournal,
  removeJournal,
} from "./journal.ts";
import { bootId, identify, isThere, sendSignal } from "./reach/process-table.ts";

/**
 * What a runner folder knows of an attempt that somebody else may have started.
 *
 * - `ours`: this server's own helper has it; its listener hears of the end.
 * - `running`: another server's helper looks after it, whether that server lives, stands still or is gone.
 * - `ended`, `lost`: its listener has just heard of it.
 * - `unheard`: certain that it never began. It begins with an order, or never more after `refuse`.
 */
export type Adopted = "ours" | "running" | "ended" | "lost" | "unheard";

/** The signal by which a helper is told that somebody else follows one of its attempts. */
export const takenSignal = "SIGUSR2";

/**
 * Reads the journal of an attempt. A helper makes it with its first line or not at all: without one nothing began, and it
 * is what a power cut left, which is taken away.
 */
export function findEntry(directory: string, attemptId: string): JournalEntry | undefined {
  const { journal } = attemptFiles(directory, attemptName(attemptId));
  const entry = readJournal(journal);
  if (entry !== undefined || !existsSync(journal)) return entry;
  const descriptor = openSync(journal, "r");
  try {
    if (parseJournal(readFileSync(descriptor, "utf8")) === undefined) removeJournal(journal, descriptor);
  } finally {
    closeSync(descriptor);
  }
  // Another server may have taken it away as well, and an attempt have begun since.
  return readJournal(journal);
}

/** Asks the helper of another server to write down what it keeps of the attempt, now or once it has ended. */
export function askForKept(directory: string, entry: JournalEntry): void {
  const { taken } = attemptFiles(directory, attemptName(entry.accepted.attemptId));
  try {
    writeFileSync(taken, "", { mode: 0o600 });
  } catch {
    // A full disk: then its output is not kept either, and the end is followed all the same.
  }
  // The helper of a server that is gone does so by itself.
  const { server } = entry.accepted;
  if (isThere(server) && isHelperThere(entry)) sendSignal(entry.accepted.helper.pid, takenSignal);
}

export function isTaken(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Sees to it that an attempt that has not begun never will: whoever is ordered to start it finds that it has ended.
 * False when it has begun after all.
 */
export function refuseForEver(directory: string, attemptId: string): boolean {
  const { journal } = attemptFiles(directory, attemptName(attemptId));
  const at = new Date().toISOString();
  const end: WrittenEnd = {
    ...{ reason: "not_started", endedAt: at, stdout: silent, stderr: silent, orphans: [] },
    detail: "it had not begun when its node was given up",
  };
  const nobody = { pid: 0, startTicks: 1 };
  const lines: readonly JournalLine[] = [
    {
      ...{ type: "accepted", attemptId, at, bootId: bootId(), helper: nobody },
      ...{ server: identify(process.pid), marker: randomBytes(16).toString("hex") },
    },
    { type: "ended", end },
  ];
  const whole = join(directory, `.refused-${randomBytes(8).toString("hex")}`);
  try {
    writeFileSync(whole, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
    // Linked, so that it is there whole or not at all, and only where nothing else is.
    linkSync(whole, journal);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(whole, { force: true });
  }
}

/** The name of a runner folder, made once by whoever comes first: two servers with the same one share it. */
export function folderIdOf(directory: string): string {
  const path = join(directory, "folder-id");
  const made = join(directory, `.folder-id-${randomBytes(8).toString("hex")}`);
  writeFileSync(made, `run_${randomBytes(12).toString("base64url")}\n`, { mode: 0o600 });
  try {
    linkSync(made, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(made, { force: true });
  }
  return readFileSync(path, "utf8").trim();
}
