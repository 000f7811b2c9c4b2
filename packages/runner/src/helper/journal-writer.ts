import { randomBytes } from "node:crypto";
import { closeSync, fdatasync, fsync, linkSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type JournalLine, removeJournal } from "../journal.ts";

const syncData = promisify(fdatasync);
const syncAll = promisify(fsync);

/** Writes one attempt's journal. */
export interface JournalWriter {
  /** In order and at once; it survives the end of this process. */
  write(line: JournalLine): void;
  /** It survives the end of the machine as well. */
  writeDurably(line: JournalLine): Promise<void>;
  close(): void;
  /** Takes this journal back and closes it. One that somebody has put in its place stays. */
  takeBack(): void;
}

/**
 * Makes the journal of a new attempt, whose first line is durable when this resolves. It is there with that line or not at
 * all, so nobody takes it for what a crash has left. Throws EEXIST where the attempt has one already, from this helper or
 * any other: that is how repeats are known.
 */
export async function createJournal(
  path: string,
  directoryDescriptor: number,
  accepted: JournalLine,
): Promise<JournalWriter> {
  const whole = join(dirname(path), `.accepted-${randomBytes(8).toString("hex")}`);
  const descriptor = openSync(whole, "ax", 0o600);
  const write = (line: JournalLine) => {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    // A full disk can take half a line; the reader then leaves that line out.
    if (writeSync(descriptor, bytes) < bytes.length) throw new Error("the disk took only a part of a line");
  };
  const takeBack = () => {
    try {
      removeJournal(path, descriptor);
    } finally {
      closeSync(descriptor);
    }
  };
  try {
    write(accepted);
    linkSync(whole, path);
    // The name as well: an entry that is missing after a power cut would mean that nothing ever began.
    await Promise.all([syncData(descriptor), syncAll(directoryDescriptor)]);
  } catch (error) {
    takeBack();
    throw error;
  } finally {
    rmSync(whole, { force: true });
  }
  return {
    write,
    async writeDurably(line) {
      write(line);
      await syncData(descriptor);
    },
    close: () => closeSync(descriptor),
    takeBack,
  };
}
