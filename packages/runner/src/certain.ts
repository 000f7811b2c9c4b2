import type { JournalEntry } from "./journal.ts";
import { bootId, isThere } from "./reach/process-table.ts";
import { type Reach, reachFor } from "./reach/reach.ts";

/** Says whether the helper that accepted the attempt still looks after it. */
export function isHelperThere({ accepted }: JournalEntry): boolean {
  return accepted.bootId === bootId() && isThere(accepted.helper);
}

/** Says for certain that nothing of it ever ran: accepted, not begun, and nobody left to begin it. */
export function neverStarted(entry: JournalEntry): boolean {
  if (entry.spawning !== undefined || entry.ended !== undefined || isHelperThere(entry)) return false;
  // The line that says "spawning" need not have survived a start of the machine.
  return entry.accepted.bootId === bootId();
}

/** The reach of an attempt that was begun since the machine was started; of an older one nothing can be left. */
export function reachOf({ accepted, spawning, started }: JournalEntry): Reach | undefined {
  if (spawning === undefined || accepted.bootId !== bootId()) return undefined;
  const { marker } = accepted;
  return reachFor(spawning.reach, started === undefined ? { marker } : { marker, main: started.process });
}
