import { closeSync, fdatasync, fsync, openSync, unlinkSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import type { JournalLine } from "../journal.ts";

const syncData = promisify(fdatasync);
const syncAll = promisify(fsync);

/** Writes one attempt's journal. */
export interface JournalWriter {
  /** In order and at once; it survives the end of this process. */
  write(line: JournalLine): void;
  /** It survives the end of the machine as well. */
  writeDurably(line: JournalLine): Promise<void>;
  close(): void;
}

/**
 * Makes the journal of a new attempt, whose first line is durable when this resolves. Throws EEXIST where the attempt
 * has one already, from this helper or any other: that is how repeats are known.
 */
export async function createJournal(
  path: string,
  directoryDescriptor: number,
  accepted: JournalLine,
): Promise<JournalWriter> {
  const descriptor = openSync(path, "ax", 0o600);
  const write = (line: JournalLine) => {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    // A full disk can take half a line; the reader then leaves that line out.
    if (writeSync(descriptor, bytes) < bytes.length) throw new Error("the disk took only a part of a line");
  };
  try {
    write(accepted);
    // The name as well: an entry that is missing after a power cut would mean that nothing ever began.
    await Promise.all([syncData(descriptor), syncAll(directoryDescriptor)]);
  } catch (error) {
    closeSync(descriptor);
    unlinkSync(path);
    throw error;
  }
  return {
    write,
    async writeDurably(line) {
      write(line);
      await syncData(descriptor);
    },
    close: () => closeSync(descriptor),
  };
}
