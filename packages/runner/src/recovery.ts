import { readdirSync, readFileSync } from "node:fs";
import { type AttemptEnd, type AttemptListener, readEnd } from "./attempt.ts";
import { isHelperThere } from "./certain.ts";
import { attemptFiles, type JournalEntry, nameOfJournal, readJournal } from "./journal.ts";
import { bootId, isThere } from "./reach/process-table.ts";
import { settleLost } from "./settle-lost.ts";

interface Found {
  readonly entry: JournalEntry;
  readonly name: string;
}

const lookMs = 25;
/** A helper that lives writes down what it keeps when it is asked; one whose disk is full cannot. */
const keptWithinMs = 3_000;

/** Lists the attempts in the journal that belong to no living server but, perhaps, this one. */
export function findLeft(directory: string, serverPid: number): Found[] {
  return readdirSync(directory).flatMap((file) => {
    const name = nameOfJournal(file);
    const entry = name === undefined ? undefined : readJournal(attemptFiles(directory, name).journal);
    if (name === undefined || entry === undefined) return [];
    const { server } = entry.accepted;
    return server.pid !== serverPid && isThere(server) && entry.accepted.bootId === bootId() ? [] : [{ entry, name }];
  });
}

/** Follows an attempt until its end is known, or its helper is gone and it is settled as lost. */
export async function followToEnd(
  directory: string,
  name: string,
  isStopped: () => boolean,
): Promise<AttemptEnd | undefined> {
  const files = attemptFiles(directory, name);
  let endedSince: number | undefined;
  while (!isStopped()) {
    // First whether the helper lives, then what it wrote: the other way round, its last line could be missed.
    const before = readJournal(files.journal);
    if (before === undefined) return undefined;
    const isLookedAfter = isHelperThere(before);
    const entry = readJournal(files.journal) ?? before;
    if (entry.ended !== undefined) endedSince ??= Date.now();
    const isWaitedFor = entry.kept === undefined && isLookedAfter && Date.now() - (endedSince ?? 0) < keptWithinMs;
    if (entry.ended !== undefined && !isWaitedFor) return endOf(entry);
    if (!isLookedAfter) return settleLost(entry, files.journal);
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  return undefined;
}

/** Hands out what was kept of an attempt that ended without a server, and its end. */
export function deliver(directory: string, name: string, end: AttemptEnd, listener: AttemptListener): AttemptEnd {
  const files = attemptFiles(directory, name);
  const entry = readJournal(files.journal);
  let isWhole = true;
  for (const stream of ["stdout", "stderr"] as const) {
    if (end[stream].keptBytes === 0) continue;
    const bytes = readKept(files[stream]);
    const written = stream === "stdout" ? entry?.kept?.stdoutBytes : entry?.kept?.stderrBytes;
    isWhole &&= bytes !== undefined && bytes.length === written;
    if (bytes !== undefined) listener.output(stream, bytes);
  }
  const note = "its output was lost with the helper that held it";
  const told = isWhole ? end : { ...end, detail: end.detail === undefined ? note : `${end.detail}; ${note}` };
  listener.ended(told);
  return told;
}

/** What can be known at once of an attempt whose helper is gone, or has written everything. */
export function endOf({ ended }: JournalEntry): AttemptEnd | undefined {
  return ended === undefined ? undefined : readEnd(ended.end);
}

function readKept(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    // The helper died before it could write it.
    return undefined;
  }
}
