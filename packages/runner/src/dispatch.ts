import { rmSync } from "node:fs";
import { type AttemptEnd, type AttemptListener, readEnd, silent } from "./attempt.ts";
import { neverStarted } from "./certain.ts";
import type { ForgottenMark } from "./forgotten.ts";
import { type HelperLine, openHelperLine } from "./helper-line.ts";
import { attemptFiles, attemptName, readJournal } from "./journal.ts";
import type { RunnerLog } from "./local-runner.ts";
import { type ActionProgram, type Order, spawnOf } from "./order.ts";
import { isThere, type ProcessIdentity, sendSignal } from "./reach/process-table.ts";
import { cannot, halted, refusedByHelper, repeated } from "./runner-errors.ts";
import { settleLost } from "./settle-lost.ts";
import type { FromHelper, HelperSettings, SurveyedAttempt, ToHelper } from "./wire.ts";

/** The attempts of this server: passes orders to its helper and news to the listeners. */
export interface Dispatch {
  readonly reach: string;
  readonly helperPid: number;
  has(attemptId: string): boolean;
  isRunning(attemptId: string): boolean;
  start(order: Order, listener: AttemptListener, forgottenMark: ForgottenMark): Promise<void>;
  end(attemptId: string, reason: "cancelled" | "killed", graceMs?: number): Promise<void>;
  setPaused(attemptId: string, type: "pause" | "resume"): Promise<void>;
  forget(attemptId: string): void;
  /** Stops, or ends, everything at once; nothing starts until `release`, in a helper that comes after this one neither. */
  halt(kill: boolean): Promise<SurveyResult[]>;
  release(): void;
  probe(): Promise<SurveyResult[]>;
  close(graceMs: number): Promise<void>;
}

interface Attempt {
  readonly attemptId: string;
  readonly slot: number;
  readonly line: HelperLine;
  readonly listener: AttemptListener;
  readonly accepted: PromiseWithResolvers<void>;
  readonly seenEnded: PromiseWithResolvers<void>;
  /** Leads its process group. */
  main?: ProcessIdentity;
  isAccepted: boolean;
  hasEnded: boolean;
}

export type SurveyResult = Omit<SurveyedAttempt, "slot"> & { readonly attemptId: string };

export async function openDispatch(
  settings: HelperSettings,
  { log, actionProgram }: { readonly log: RunnerLog | undefined; readonly actionProgram: ActionProgram | undefined },
): Promise<Dispatch> {
  const attempts = new Map<string, Attempt>();
  const bySlot = new Map<number, Attempt>();
  const requests = new Map<number, (problem: string | undefined) => void>();
  const surveys = new Map<number, (attempts: readonly SurveyedAttempt[] | undefined) => void>();
  let count = 0;
  let isHalted = false;
  let line = await openLine();
  let reopening: Promise<HelperLine> | undefined;

  async function openLine(): Promise<HelperLine> {
    const opened = await openHelperLine(settings, {
      message: take,
      output: (slot, stream, bytes) => bySlot.get(slot)?.listener.output(stream, bytes),
    });
    void opened.gone.then(() => settleAfter(opened));
    return opened;
  }

  /** A helper that died is replaced when there is something to do for the next one. */
  async function livingLine(): Promise<HelperLine> {
    if (!line.isGone()) return line;
    reopening ??= openLine().finally(() => {
      reopening = undefined;
    });
    line = await reopening;
    if (isHalted) line.send({ type: "halt", request: 0, kill: false });
    return line;
  }

  function take(message: Exclude<FromHelper, { type: "ready" }>): void {
    if (message.type === "answered") return void requests.get(message.request)?.(message.problem);
    if (message.type === "surveyed") return void surveys.get(message.request)?.(message.attempts);
    const attempt = bySlot.get(message.slot);
    if (attempt === undefined) return;
    if (message.type === "accepted") {
      attempt.isAccepted = true;
      attempt.accepted.resolve();
    } else if (message.type === "refused") refuse(attempt, message.code, message.why);
    else if (message.type === "started") {
      attempt.main = message;
      attempt.listener.started(message.pid, new Date(message.at));
    } else finish(attempt, readEnd(message.end));
  }

  function refuse(attempt: Attempt, code: string, why: string): void {
    attempt.hasEnded = true;
    bySlot.delete(attempt.slot);
    attempts.delete(attempt.attemptId);
    attempt.seenEnded.resolve();
    attempt.accepted.reject(refusedByHelper(attempt.attemptId, code, why));
  }

  function finish(attempt: Attempt, end: AttemptEnd): void {
    if (attempt.hasEnded) return;
    attempt.hasEnded = true;
    bySlot.delete(attempt.slot);
    attempt.listener.ended(end);
    attempt.seenEnded.resolve();
  }

  /** The helper is gone. What it had in hand is settled from its journal. */
  async function settleAfter(dead: HelperLine): Promise<void> {
    for (const answer of requests.values()) answer("the runner's helper ended");
    for (const answer of surveys.values()) answer(undefined);
    const left = [...bySlot.values()].filter((attempt) => attempt.line === dead);
    if (left.length > 0) log?.warn({ helperPid: dead.pid, attempts: left.length }, "the runner's helper died");
    await Promise.all(left.map(settle));
  }

  async function settle(attempt: Attempt): Promise<void> {
    const { journal } = attemptFiles(settings.journalDirectory, attemptName(attempt.attemptId));
    const entry = readJournal(journal);
    if (!attempt.isAccepted && (entry === undefined || neverStarted(entry))) {
      rmSync(journal, { force: true });
      return refuse(attempt, "runner.helper_lost", "the runner's helper ended before it accepted it");
    }
    attempt.isAccepted = true;
    attempt.accepted.resolve();
    if (entry?.ended !== undefined) finish(attempt, readEnd(entry.ended.end));
    else finish(attempt, entry === undefined ? lostWithoutTrace() : await settleLost(entry, journal));
  }

  function request(attempt: Attempt, what: string, messageOf: (request: number) => ToHelper): Promise<void> {
    count += 1;
    const number = count;
    return new Promise((resolve, reject) => {
      requests.set(number, (problem) => {
        requests.delete(number);
        if (problem === undefined || (attempt.hasEnded && what === "end")) resolve();
        else reject(cannot(what, attempt.attemptId, problem));
      });
      attempt.line.send(messageOf(number));
      if (attempt.line.isGone()) requests.get(number)?.("the runner's helper ended");
    });
  }

  /** One message for all attempts, and one answer. What the answer does not name was gone before the question came. */
  async function survey(messageOf: (request: number) => ToHelper): Promise<SurveyResult[]> {
    const asked = [...bySlot.values()].filter((attempt) => attempt.line === line);
    count += 1;
    const number = count;
    const answer = await new Promise<readonly SurveyedAttempt[] | undefined>((resolve) => {
      const limit = setTimeout(() => resolve(undefined), surveyLimitMs);
      surveys.set(number, (attempts) => {
        clearTimeout(limit);
        resolve(attempts);
      });
      line.send(messageOf(number));
      if (line.isGone()) surveys.get(number)?.([]);
    });
    surveys.delete(number);
    const seen = new Map(answer?.map(({ slot, ...rest }) => [slot, rest]));
    return asked.map(({ attemptId, slot }) => ({ attemptId, ...(seen.get(slot) ?? (answer ? gone : unanswered)) }));
  }

  function get(attemptId: string): Attempt {
    const attempt = attempts.get(attemptId);
    if (attempt === undefined) throw new TypeError(`Attempt ${attemptId} is not one of this server`);
    return attempt;
  }

  async function end(attemptId: string, reason: "cancelled" | "killed", graceMs?: number): Promise<void> {
    const attempt = get(attemptId);
    if (attempt.hasEnded) return;
    const grace = graceMs === undefined ? {} : { graceMs };
    await request(attempt, "end", (number) => ({ type: "end", slot: attempt.slot, request: number, reason, ...grace }));
  }

  return {
    get reach() {
      return line.reach;
    },
    get helperPid() {
      return line.pid;
    },
    has: (attemptId) => attempts.has(attemptId),
    isRunning: (attemptId) => attempts.get(attemptId)?.hasEnded === false,
    async start(order, listener, forgottenMark) {
      const { attemptId } = order;
      const spawn = spawnOf(order, actionProgram);
      const living = await livingLine();
      if (attempts.has(attemptId)) throw repeated(attemptId);
      if (isHalted) throw halted(attemptId);
      count += 1;
      const attempt: Attempt = {
        attemptId,
        slot: count,
        line: living,
        listener,
        accepted: Promise.withResolvers<void>(),
        seenEnded: Promise.withResolvers<void>(),
        isAccepted: false,
        hasEnded: false,
      };
      attempts.set(attemptId, attempt);
      bySlot.set(attempt.slot, attempt);
      living.send({
        type: "start",
        slot: attempt.slot,
        attemptId,
        name: attemptName(attemptId),
        ...spawn,
        workingDirectory: order.workingDirectory,
        environment: order.environment,
        timeoutMs: order.timeoutMs,
        ...(order.startBefore !== undefined && { startBefore: order.startBefore }),
        forgottenMark,
      });
      return attempt.accepted.promise;
    },
    end,
    async setPaused(attemptId, type) {
      const attempt = get(attemptId);
      if (attempt.hasEnded) throw cannot(type, attemptId, "it has ended");
      await request(attempt, type, (number) => ({ type, slot: attempt.slot, request: number }));
    },
    forget(attemptId) {
      const attempt = get(attemptId);
      attempt.line.send({ type: "forget", slot: attempt.slot });
      attempts.delete(attemptId);
    },
    halt(kill) {
      isHalted = true;
      // Sent from here as well, before the helper has had its turn: it is the helper that sees that they are stopped.
      for (const { main, hasEnded } of bySlot.values()) {
        if (main && !hasEnded && isThere(main)) sendSignal(-main.pid, "SIGSTOP");
      }
      return survey((request) => ({ type: "halt", request, kill }));
    },
    release() {
      isHalted = false;
      line.send({ type: "release" });
    },
    probe: () => survey((request) => ({ type: "probe", request })),
    async close(graceMs) {
      // What stands still under panic is left to its helper, and to the server that comes next.
      if (isHalted) return void line.send({ type: "leave" });
      const running = [...attempts.values()].filter(({ hasEnded }) => !hasEnded);
      // What stood in the way of asking is overtaken by the wait for the end, and then by force.
      const asked = running.map(({ attemptId }) => end(attemptId, "cancelled", graceMs).catch(() => {}));
      const allEnded = Promise.all([...asked, ...running.map(({ seenEnded }) => seenEnded.promise)]);
      await isWithin(allEnded, graceMs + 7000);
      line.send({ type: "leave" });
      if (await isWithin(line.gone, 2000)) return;
      log?.warn({ helperPid: line.pid }, "the runner's helper did not leave and is killed");
      line.kill();
      await isWithin(Promise.all([line.gone, allEnded]), 6000);
    },
  };
}

/** A helper that says nothing for so long is not believed to have stopped anything. */
const surveyLimitMs = 5000;
const gone = { seen: "gone", processes: 0 } as const;
const unanswered = { seen: "unsure", processes: 0, problem: "the runner's helper did not answer" } as const;

function lostWithoutTrace(): AttemptEnd {
  const detail = "the runner's helper ended, and its journal is gone";
  return { reason: "lost", endedAt: new Date(), stdout: silent, stderr: silent, detail, orphans: [] };
}

async function isWithin(awaited: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const isInTime = await Promise.race([awaited.then(() => true), limit]);
  clearTimeout(timer);
  return isInTime;
}
