import { accessSync, chmodSync, constants, mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { type Adopted, folderIdOf, refuseForEver } from "./adoption.ts";
import type { AttemptListener } from "./attempt.ts";
import { openDispatch, type SurveyResult } from "./dispatch.ts";
import { openEarlierAttempts } from "./earlier-attempts.ts";
import { type Forgotten, openForgotten } from "./forgotten.ts";
import { attemptFiles, attemptName } from "./journal.ts";
import { type ActionProgram, checkOrder, type Order } from "./order.ts";
import { identify } from "./reach/process-table.ts";
import { findLeft } from "./recovery.ts";
import { cannot, repeated } from "./runner-errors.ts";
import type { HelperSettings } from "./wire.ts";

/** Where the runner's own troubles are told; what steps do is told to their listeners. */
export interface RunnerLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface LocalRunnerOptions {
  /** Only its owner may read it. It belongs to one server at a time, and to the helpers of earlier ones. */
  readonly journalDirectory: string;
  /** Other servers of this machine use the same folder at the same time. Default false. */
  readonly isShared?: boolean;
  /** How much of each stream is kept and handed out; 1 MiB when not given. */
  readonly keepBytesPerStream?: number;
  /** Between SIGTERM and SIGKILL; 10 s when not given. */
  readonly graceMs?: number;
  readonly log?: RunnerLog;
  /** How all processes of an attempt are found; the best this machine allows when not given. */
  readonly reach?: HelperSettings["reach"];
  /** Takes typed actions; without it they are refused. */
  readonly actionProgram?: ActionProgram;
}

/**
 * Runs approved commands as child processes of this machine, through a helper process that survives its server.
 * Throws OpsError: `invalid` for an order that no process can be started with, `refused` `runner.repeated` for one that
 * was accepted before, `not_found` `runner.unknown_attempt`, and `unavailable` where helper or journal fail.
 */
export interface LocalRunner {
  /** How all processes of an attempt are found here. With `marker`, what hides well enough gets away. */
  readonly reach: string;
  /** Of the helper, for whoever looks after processes. */
  readonly helperPid: number;
  /** Resolves when the order is accepted durably. When it rejects, nothing was started and nothing will be. */
  start(order: Order, listener: AttemptListener): Promise<void>;
  /** Asks all of it to end, and kills it when the grace is over. The listener hears when it is seen ended. */
  cancel(attemptId: string): Promise<void>;
  /** Kills all of it now. */
  kill(attemptId: string): Promise<void>;
  /** Stops all of it; resolves when each of its processes is seen stopped. Its time stands still meanwhile. */
  pause(attemptId: string): Promise<void>;
  /** Lets all of it go on; resolves when seen. */
  resume(attemptId: string): Promise<void>;
  /**
   * Panic: stops all of every attempt, or ends them with `kill`, and says of each what was seen. From the call on nothing
   * starts until `release`; what was stopped stays stopped until it is resumed, through a `close` as well.
   */
  haltAll(how: { readonly kill: boolean }): Promise<readonly SurveyResult[]>;
  /** Starts are taken again. */
  release(): void;
  /** Goes the way of `haltAll` to every attempt and only looks. */
  probeAll(): Promise<readonly SurveyResult[]>;
  /** Which folder this is: servers whose runners have the same one see each other's attempts. */
  readonly folderId: string;
  /** Follows an attempt that another server may have started, and says what is known of it now. At any time. */
  adopt(attemptId: string, listener: AttemptListener): Promise<Adopted>;
  /** Sees to it that an attempt that has not begun never will; false when it has. */
  refuse(attemptId: string): Promise<boolean>;
  /** Another server has stored its result: nothing more is held of it here. Its journal is that server's business. */
  letGo(attemptId: string): void;
  /** The attempts in the journal whose server is gone. */
  listLeft(): readonly string[];
  /** The result of an ended attempt is durable elsewhere: its journal goes. An order for it stays a repeat. */
  forget(attemptId: string): Promise<void>;
  /** Cancels what runs, waits for its seen end and lets the helper go. Twice without harm; bounded by grace and 10 s. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

/**
 * Which folder a runner's is, made where it is not there yet: before a runner is opened in it, and the same for all that
 * share it. Throws `runner.journal_directory`.
 */
export function runnerFolderId(journalDirectory: string): string {
  openDirectory(resolve(journalDirectory));
  return folderIdOf(resolve(journalDirectory));
}

/** Starts the runner and its helper. */
export async function openLocalRunner(options: LocalRunnerOptions): Promise<LocalRunner> {
  const { graceMs = 10_000, keepBytesPerStream = 1024 * 1024, reach = "best", log, actionProgram } = options;
  const journalDirectory = resolve(options.journalDirectory);
  const forgotten = openDirectory(journalDirectory);
  const server = identify(process.pid);
  const isShared = options.isShared ?? false;
  const earlier = openEarlierAttempts({ journalDirectory, graceMs, isShared });
  const folderId = folderIdOf(journalDirectory);
  const settings = { journalDirectory, keepBytesPerStream, graceMs, reach, server };
  const dispatch = await openDispatch(settings, { log, actionProgram });
  let closing: Promise<void> | undefined;

  async function end(attemptId: string, reason: "cancelled" | "killed"): Promise<void> {
    await (dispatch.has(attemptId) ? dispatch : earlier).end(attemptId, reason);
  }

  async function setPaused(attemptId: string, type: "pause" | "resume"): Promise<void> {
    if (dispatch.has(attemptId)) await dispatch.setPaused(attemptId, type);
    else await earlier.setPaused(attemptId, type === "pause");
  }

  return {
    get reach() {
      return dispatch.reach;
    },
    get helperPid() {
      return dispatch.helperPid;
    },
    async start(order, listener) {
      const { attemptId } = order;
      if (closing !== undefined) throw cannot("start", attemptId, "the runner is closed");
      checkOrder(order);
      if (dispatch.has(attemptId) || forgotten.has(attemptId)) throw repeated(attemptId);
      await dispatch.start(order, listener, forgotten.mark());
    },
    folderId,
    async adopt(attemptId, listener) {
      return dispatch.has(attemptId) ? "ours" : earlier.adopt(attemptId, listener);
    },
    refuse: async (attemptId) => !dispatch.has(attemptId) && refuseForEver(journalDirectory, attemptId),
    letGo(attemptId) {
      if (dispatch.has(attemptId) && !dispatch.isRunning(attemptId)) dispatch.forget(attemptId);
    },
    listLeft: () => findLeft(journalDirectory, server.pid).map(({ entry }) => entry.accepted.attemptId),
    cancel: (attemptId) => end(attemptId, "cancelled"),
    kill: (attemptId) => end(attemptId, "killed"),
    pause: (attemptId) => setPaused(attemptId, "pause"),
    resume: (attemptId) => setPaused(attemptId, "resume"),
    async haltAll({ kill }) {
      const [ours, left] = await Promise.all([dispatch.halt(kill), earlier.halt(kill)]);
      return [...ours, ...left];
    },
    release() {
      dispatch.release();
      earlier.release();
    },
    probeAll: async () => [...(await dispatch.probe()), ...earlier.probe()],
    async forget(attemptId) {
      if (dispatch.isRunning(attemptId) || earlier.isRunning(attemptId))
        throw cannot("forget", attemptId, "it is still running");
      // Remembered first: a crash in between leaves an entry too many, never one too few.
      forgotten.add(attemptId);
      if (dispatch.has(attemptId)) dispatch.forget(attemptId);
      const files = attemptFiles(journalDirectory, attemptName(attemptId));
      for (const path of Object.values(files)) rmSync(path, { force: true });
    },
    close({ graceMs: closeGraceMs = graceMs } = {}) {
      closing ??= Promise.all([dispatch.close(closeGraceMs), earlier.close(closeGraceMs)]).then(() => undefined);
      return closing;
    },
  };
}

function openDirectory(journalDirectory: string): Forgotten {
  try {
    mkdirSync(journalDirectory, { recursive: true, mode: 0o700 });
    chmodSync(journalDirectory, 0o700);
    accessSync(journalDirectory, constants.W_OK);
    return openForgotten(journalDirectory);
  } catch (cause) {
    throw new OpsError(`Cannot use ${journalDirectory} for the runner's journal: ${String(cause)}`, {
      kind: "unavailable",
      code: "runner.journal_directory",
      hint: "Make the directory writable for this user, or use another data folder",
      cause,
    });
  }
}
