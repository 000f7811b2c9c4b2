import { rmSync } from "node:fs";
import type { AttemptListener } from "./attempt.ts";
import { isHelperThere, neverStarted, reachOf } from "./certain.ts";
import { askToEnd, killUntilGone, setStopped } from "./helper/ending.ts";
import { writeIntent } from "./helper/intent.ts";
import { attemptFiles, attemptName, readJournal } from "./journal.ts";
import { deliver, endOf, type Found, findLeft, followToEnd, type RecoveredAttempt } from "./recovery.ts";
import { cannot, unknownAttempt } from "./runner-errors.ts";

/** The attempts of earlier servers. Their own helpers look after them; this one reads their journals. */
export interface EarlierAttempts {
  recover(
    listenerFor: (attemptId: string) => AttemptListener,
    isOurs: (attemptId: string) => boolean,
  ): Promise<readonly RecoveredAttempt[]>;
  end(attemptId: string, reason: "cancelled" | "killed"): Promise<void>;
  setPaused(attemptId: string, isPaused: boolean): Promise<void>;
  isRunning(attemptId: string): boolean;
  /** Cancels what still runs, waits for its seen end within the grace and a little more, and follows nothing any more. */
  close(graceMs: number): Promise<void>;
}

export function openEarlierAttempts(place: {
  journalDirectory: string;
  graceMs: number;
  serverPid: number;
}): EarlierAttempts {
  const { journalDirectory } = place;
  /** Attempts that still run under an earlier helper. */
  const followed = new Set<string>();
  let isStopped = false;

  async function recoverOne(
    { entry, name }: Found,
    listenerFor: (attemptId: string) => AttemptListener,
  ): Promise<RecoveredAttempt> {
    const { attemptId } = entry.accepted;
    if (neverStarted(entry)) {
      rmSync(attemptFiles(journalDirectory, name).journal, { force: true });
      return { attemptId, state: "never_started" };
    }
    const listener = listenerFor(attemptId);
    if (entry.ended === undefined && isHelperThere(entry)) {
      followed.add(attemptId);
      void follow(attemptId, name, listener);
      return {
        attemptId,
        state: "running",
        ...(entry.started === undefined ? {} : { pid: entry.started.process.pid }),
      };
    }
    const end = await followToEnd(journalDirectory, name, () => isStopped);
    if (end === undefined) throw cannot("recover", attemptId, "its journal went away meanwhile");
    const told = deliver(journalDirectory, name, end, listener);
    return { attemptId, state: told.reason === "lost" ? "lost" : "ended", end: told };
  }

  async function follow(attemptId: string, name: string, listener: AttemptListener): Promise<void> {
    const end = await followToEnd(journalDirectory, name, () => isStopped);
    followed.delete(attemptId);
    if (end !== undefined) deliver(journalDirectory, name, end, listener);
  }

  async function end(attemptId: string, reason: "cancelled" | "killed", graceMs: number): Promise<void> {
    const { files, hasEnded, reach } = reachFollowed(attemptId);
    if (hasEnded || reach === undefined) return;
    writeIntent(files.intent, reason);
    if (reason === "killed") return killUntilGone(reach);
    askToEnd(reach);
    // The helper of the dead server does not know of the grace: it only sees the end.
    setTimeout(() => void killUntilGone(reach), graceMs);
  }

  function reachFollowed(attemptId: string) {
    const files = attemptFiles(journalDirectory, attemptName(attemptId));
    const entry = readJournal(files.journal);
    if (entry === undefined) throw unknownAttempt(attemptId);
    return { files, hasEnded: endOf(entry) !== undefined, reach: reachOf(entry) };
  }

  return {
    async recover(listenerFor, isOurs) {
      const left = findLeft(journalDirectory, place.serverPid).filter(({ entry }) => !isOurs(entry.accepted.attemptId));
      return Promise.all(left.map((found) => recoverOne(found, listenerFor)));
    },
    end: (attemptId, reason) => end(attemptId, reason, place.graceMs),
    async setPaused(attemptId, isPaused) {
      const { hasEnded, reach } = reachFollowed(attemptId);
      const what = isPaused ? "pause" : "resume";
      if (hasEnded || reach === undefined) throw cannot(what, attemptId, "it has ended");
      const problem = await setStopped(reach, isPaused, () => true);
      if (problem !== undefined) throw cannot(what, attemptId, problem);
    },
    isRunning: (attemptId) => followed.has(attemptId),
    async close(graceMs) {
      const asked = [...followed].map((attemptId) => end(attemptId, "cancelled", graceMs));
      // One that cannot be reached is left to its helper and its time limit.
      await Promise.allSettled(asked);
      const until = Date.now() + graceMs + 7000;
      while (followed.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
      isStopped = true;
    },
  };
}
