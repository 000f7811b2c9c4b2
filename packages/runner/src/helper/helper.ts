import { randomUUID } from "node:crypto";
import { isTaken } from "../adoption.ts";
import { isForgottenSince } from "../forgotten.ts";
import { attemptFiles } from "../journal.ts";
import { bootId, identify } from "../reach/process-table.ts";
import type { ToHelper } from "../wire.ts";
import { createJournal } from "./journal-writer.ts";
import { type HelperParts, type RunningAttempt, runAttempt, whenGone } from "./run-attempt.ts";
import type { StartMessage } from "./start-process.ts";

/** More ended attempts than this are not held in memory; the oldest one's output is written down. */
const heldAttempts = 64;

export interface Helper {
  take(message: Exclude<ToHelper, { type: "leave" }>): void;
  /** Another server follows some of the attempts: what is kept of those that have ended is written down. */
  handOver(): void;
  /** Waits until nothing runs any more and writes down what the server has not asked to forget. */
  leave(): Promise<void>;
}

/** Carries out the server's messages. */
export function openHelper(given: Omit<HelperParts, "isHalted"> & { readonly directoryDescriptor: number }): Helper {
  let isHalted = false;
  const parts = { ...given, isHalted: () => isHalted };
  const self = { bootId: bootId(), helper: identify(process.pid) };
  const running = new Map<number, RunningAttempt>();
  /** Ended, but perhaps not yet stored by the server. */
  const held = new Map<number, RunningAttempt>();
  const starting = new Set<Promise<void>>();
  /** The files by which another server says that it follows an attempt. */
  const takenFiles = new Map<number, string>();
  /** Orders to end that came before the order to start was durable. */
  const endedEarly = new Map<number, (attempt: RunningAttempt) => void>();
  let isLeaving = false;

  async function start(order: StartMessage): Promise<void> {
    const { slot, attemptId } = order;
    if (isHalted) return parts.tell({ type: "refused", slot, ...halted });
    const files = attemptFiles(parts.settings.journalDirectory, order.name);
    const marker = randomUUID();
    const early = whyNotNow(order, parts.settings.journalDirectory);
    if (early !== undefined) return parts.tell({ type: "refused", slot, ...early });
    try {
      const journal = await createJournal(files.journal, parts.directoryDescriptor, {
        type: "accepted",
        attemptId,
        at: new Date().toISOString(),
        ...self,
        server: parts.settings.server,
        marker,
      });
      // Only now nobody else can begin it or forget it. Until now, somebody could have done both.
      const late = whyNotNow(order, parts.settings.journalDirectory);
      if (late !== undefined) {
        journal.takeBack();
        return parts.tell({ type: "refused", slot, ...late });
      }
      parts.tell({ type: "accepted", slot });
      const attempt = runAttempt({ order, files, journal, marker }, parts);
      running.set(slot, attempt);
      endedEarly.get(slot)?.(attempt);
      endedEarly.delete(slot);
      if (isLeaving) attempt.orphan();
      takenFiles.set(slot, files.taken);
      void attempt.ended.then(() => hold(slot, attempt));
    } catch (error) {
      parts.tell({ type: "refused", slot, ...whyRefused(error) });
    }
  }

  function hold(slot: number, attempt: RunningAttempt): void {
    running.delete(slot);
    held.set(slot, attempt);
    // With the server gone, the next one waits for this to be written down.
    const room = isLeaving ? 0 : heldAttempts;
    for (const [oldest] of held) {
      if (held.size <= room) break;
      letGo(oldest);
    }
    if (isTaken(takenFiles.get(slot) ?? "")) letGo(slot);
  }

  function letGo(slot: number): void {
    const attempt = held.get(slot);
    held.delete(slot);
    takenFiles.delete(slot);
    try {
      attempt?.writeKept();
    } catch {
      // The disk takes nothing more. The end is written all the same, and that no output is kept will be seen.
    }
    attempt?.close();
  }

  function forget(slot: number): void {
    const attempt = running.get(slot);
    // The server hears of an end a moment before the last of it is put away here.
    if (attempt !== undefined) return void attempt.ended.then(() => forget(slot));
    held.get(slot)?.close();
    held.delete(slot);
    takenFiles.delete(slot);
  }

  function end({ slot, request, reason, graceMs }: Extract<ToHelper, { type: "end" }>): void {
    const ask = (attempt: RunningAttempt) => attempt.end(reason, graceMs);
    const attempt = running.get(slot);
    if (attempt !== undefined) ask(attempt);
    else if (!held.has(slot)) endedEarly.set(slot, ask);
    parts.tell({ type: "answered", request });
  }

  async function setPaused(slot: number, request: number, isPaused: boolean): Promise<void> {
    const problem =
      isHalted && !isPaused ? halted.why : await (running.get(slot)?.setPaused(isPaused) ?? "it is not running");
    parts.tell({ type: "answered", request, ...(problem === undefined ? {} : { problem }) });
  }

  /** From here on nothing is spawned. Every group is told to stop before the first of them is looked at. */
  async function halt(request: number, kill: boolean): Promise<void> {
    isHalted = true;
    const all = [...running];
    for (const [, attempt] of all) attempt.stopGroup();
    if (kill) for (const [, attempt] of all) attempt.end("killed");
    const attempts = await Promise.all(
      all.map(async ([slot, attempt]) => ({ slot, ...(await (kill ? whenGone(attempt.ended) : attempt.halt())) })),
    );
    parts.tell({ type: "surveyed", request, attempts });
  }

  function probe(request: number): void {
    const attempts = [...running].map(([slot, attempt]) => ({ slot, ...attempt.survey() }));
    parts.tell({ type: "surveyed", request, attempts });
  }

  return {
    take(message) {
      switch (message.type) {
        case "start": {
          const begun = start(message).finally(() => starting.delete(begun));
          starting.add(begun);
          return;
        }
        case "end":
          return end(message);
        case "pause":
        case "resume":
          return void setPaused(message.slot, message.request, message.type === "pause");
        case "forget":
          return forget(message.slot);
        case "halt":
          return void halt(message.request, message.kill);
        case "release":
          isHalted = false;
          return;
        case "probe":
          return probe(message.request);
      }
    },
    handOver() {
      for (const slot of [...held.keys()]) if (isTaken(takenFiles.get(slot) ?? "")) letGo(slot);
    },
    async leave() {
      isLeaving = true;
      for (const attempt of running.values()) attempt.orphan();
      for (const slot of [...held.keys()]) letGo(slot);
      while (starting.size > 0 || running.size > 0) {
        await Promise.all([...starting, ...[...running.values()].map(({ ended }) => ended)]);
      }
    },
  };
}

const halted = { code: "runner.halted", why: "panic is on, and nothing starts" };

/** Why an order that was right when it was given must not begin any more. */
function whyNotNow(order: StartMessage, directory: string): { code: string; why: string } | undefined {
  if (order.startBefore !== undefined && Number(process.hrtime.bigint() / 1_000_000n) >= order.startBefore) {
    return { code: "runner.too_late", why: "the server's lease was no longer certain" };
  }
  if (!isForgottenSince(directory, order.attemptId, order.forgottenMark)) return undefined;
  return { code: "runner.repeated", why: "it was accepted before, and an attempt runs once" };
}

function whyRefused(error: unknown): { code: string; why: string } {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  if (code === "EEXIST") return { code: "runner.repeated", why: "it was accepted before, and an attempt runs once" };
  const why = code === "ENOSPC" ? "the disk is full" : error instanceof Error ? error.message : String(error);
  return { code: "runner.journal", why: `its acceptance could not be written: ${why}` };
}
