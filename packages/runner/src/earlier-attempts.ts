import { rmSync } from "node:fs";
import { type Adopted, askForKept, findEntry } from "./adoption.ts";
import { type AttemptEnd, type AttemptListener, silent } from "./attempt.ts";
import { isHelperThere, neverStarted, reachOf } from "./certain.ts";
import type { SurveyResult } from "./dispatch.ts";
import { askToEnd, killUntilGone, setStopped } from "./helper/ending.ts";
import { writeIntent } from "./helper/intent.ts";
import { attemptFiles, attemptName, readJournal } from "./journal.ts";
import { deliver, endOf, followToEnd } from "./recovery.ts";
import { cannot, halted, unknownAttempt } from "./runner-errors.ts";

/** The attempts of earlier servers. Their own helpers look after them; this one reads their journals. */
export interface EarlierAttempts {
  /** Follows one attempt of another server, gone or not, and says what is known of it now. */
  adopt(attemptId: string, listener: AttemptListener): Promise<Adopted>;
  end(attemptId: string, reason: "cancelled" | "killed"): Promise<void>;
  setPaused(attemptId: string, isPaused: boolean): Promise<void>;
  isRunning(attemptId: string): boolean;
  /** Stops, or ends, all that still run. Their helpers go on looking after them. */
  halt(kill: boolean): Promise<SurveyResult[]>;
  probe(): SurveyResult[];
  release(): void;
  /** Cancels what still runs, waits for its seen end within the grace and a little more, and follows nothing any more. */
  close(graceMs: number): Promise<void>;
}

const gone = { seen: "gone", processes: 0 } as const;

export function openEarlierAttempts(place: {
  journalDirectory: string;
  graceMs: number;
  /** Other servers use the folder as well: nothing of theirs is taken away. */
  isShared: boolean;
}): EarlierAttempts {
  const { journalDirectory } = place;
  /** Attempts that still run under an earlier helper. */
  const followed = new Set<string>();
  let isStopped = false;
  let isHalted = false;

  async function follow(attemptId: string, name: string, listener: AttemptListener): Promise<void> {
    const end = await followToEnd(journalDirectory, name, () => isStopped);
    followed.delete(attemptId);
    if (end !== undefined) deliver(journalDirectory, name, end, listener);
    // Its helper found that it must not begin, and took the journal back.
    else if (!isStopped) listener.ended(neverBegan());
  }

  async function adopt(attemptId: string, listener: AttemptListener): Promise<Adopted> {
    if (followed.has(attemptId)) return "running";
    const entry = findEntry(journalDirectory, attemptId);
    if (entry === undefined) return "unheard";
    const name = attemptName(attemptId);
    if (neverStarted(entry) && !place.isShared) {
      rmSync(attemptFiles(journalDirectory, name).journal, { force: true });
      return "unheard";
    }
    if (isHelperThere(entry) && entry.kept === undefined) {
      followed.add(attemptId);
      askForKept(journalDirectory, entry);
      void follow(attemptId, name, listener);
      return "running";
    }
    const end = await followToEnd(journalDirectory, name, () => isStopped);
    if (end === undefined) return "unheard";
    return deliver(journalDirectory, name, end, listener).reason === "lost" ? "lost" : "ended";
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

  async function haltOne(attemptId: string, kill: boolean): Promise<SurveyResult> {
    const { files, hasEnded, reach } = reachFollowed(attemptId);
    if (hasEnded || reach === undefined) return { attemptId, ...gone };
    if (kill) {
      writeIntent(files.intent, "killed");
      await killUntilGone(reach);
      return { attemptId, ...gone };
    }
    const problem = await setStopped(reach, true, () => true);
    const seen = problem === undefined ? "stopped" : "unsure";
    return { attemptId, seen, processes: reach.members().length, ...(problem !== undefined && { problem }) };
  }

  function surveyOne(attemptId: string): SurveyResult {
    const { reach } = reachFollowed(attemptId);
    const members = reach?.members() ?? [];
    if (members.length === 0) return { attemptId, ...gone };
    const isStill = members.every(({ state }) => /^t$/i.test(state));
    return { attemptId, seen: isStill ? "stopped" : "running", processes: members.length };
  }

  return {
    adopt,
    end: (attemptId, reason) => end(attemptId, reason, place.graceMs),
    async setPaused(attemptId, isPaused) {
      const { hasEnded, reach } = reachFollowed(attemptId);
      const what = isPaused ? "pause" : "resume";
      if (hasEnded || reach === undefined) throw cannot(what, attemptId, "it has ended");
      if (isHalted && !isPaused) throw halted(attemptId, "resume");
      const problem = await setStopped(reach, isPaused, () => isPaused || !isHalted);
      if (problem !== undefined) throw cannot(what, attemptId, problem);
    },
    isRunning: (attemptId) => followed.has(attemptId),
    halt(kill) {
      isHalted = true;
      return Promise.all([...followed].map((attemptId) => haltOne(attemptId, kill)));
    },
    probe: () => [...followed].map((attemptId) => surveyOne(attemptId)),
    release() {
      isHalted = false;
    },
    async close(graceMs) {
      // What stands still under panic stays so, and the next server follows it.
      if (isHalted) {
        isStopped = true;
        return;
      }
      const asked = [...followed].map((attemptId) => end(attemptId, "cancelled", graceMs));
      // One that cannot be reached is left to its helper and its time limit.
      await Promise.allSettled(asked);
      const until = Date.now() + graceMs + 7000;
      while (followed.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
      isStopped = true;
    },
  };
}

function neverBegan(): AttemptEnd {
  const detail = "its runner did not begin it any more";
  return { reason: "not_started", endedAt: new Date(), stdout: silent, stderr: silent, detail, orphans: [] };
}
