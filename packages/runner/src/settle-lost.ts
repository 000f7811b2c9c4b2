import { appendFileSync } from "node:fs";
import { type AttemptEnd, readEnd, silent, type WrittenEnd } from "./attempt.ts";
import { neverStarted, reachOf } from "./certain.ts";
import { killUntilGone } from "./helper/ending.ts";
import { openSecretRemover } from "./helper/remove-secrets.ts";
import type { JournalEntry } from "./journal.ts";
import { commandLine, isThere } from "./reach/process-table.ts";

/** How long kills are waited for before the attempt is reported with what could not be ended. */
const killLimitMs = 5000;

/**
 * Ends what is left of an attempt whose helper died, and writes down that nobody knows how far it came. Only processes
 * that are certainly its own are ended: by cgroup, marker or start time, never by number alone.
 */
export async function settleLost(entry: JournalEntry, journalPath: string): Promise<AttemptEnd> {
  const isCertain = neverStarted(entry);
  const left = isCertain ? { orphans: [], still: [] } : await killLeft(entry);
  const unknown = "the runner's helper ended while it ran, so nobody knows how far it came";
  const end: WrittenEnd = {
    reason: isCertain ? "not_started" : "lost",
    ...(entry.started === undefined ? {} : { startedAt: entry.started.at }),
    endedAt: new Date().toISOString(),
    stdout: silent,
    stderr: silent,
    detail: [
      isCertain ? "the runner's helper ended before it began it" : unknown,
      ...(left.still.length === 0 ? [] : [`processes ${left.still.join(", ")} could not be ended`]),
    ].join("; "),
    orphans: left.orphans,
  };
  // On a line of its own: a line that the helper's death cut must not swallow this one.
  appendFileSync(journalPath, `\n${JSON.stringify({ type: "ended", end })}\n`);
  return readEnd(end);
}

async function killLeft(entry: JournalEntry) {
  const reach = reachOf(entry);
  const members = reach?.members() ?? [];
  const remover = openSecretRemover({});
  const orphans = members.map(({ pid }) => ({ pid, command: remover.text(commandLine(pid)) }));
  if (reach !== undefined) {
    const limit = new Promise((resolve) => setTimeout(resolve, killLimitMs).unref());
    await Promise.race([killUntilGone(reach), limit]);
  }
  return { orphans, still: members.filter(isThere).map(({ pid }) => pid) };
}
