import { accessSync, chmodSync, constants, mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import type { AttemptListener } from "./attempt.ts";
import { openDispatch } from "./dispatch.ts";
import { openEarlierAttempts } from "./earlier-attempts.ts";
import { type Forgotten, openForgotten } from "./forgotten.ts";
import { attemptFiles, attemptName } from "./journal.ts";
import { checkOrder, type Order } from "./order.ts";
import { identify } from "./reach/process-table.ts";
import type { RecoveredAttempt } from "./recovery.ts";
import { cannot, repeated } from "./runner-errors.ts";
import type { HelperSettings } from "./wire.ts";

/** Where the runner's own troubles are told; what steps do is told to their listeners. */
export interface RunnerLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface LocalRunnerOptions {
  /** Only its owner may read it. It belongs to one server at a time, and to the helpers of earlier ones. */
  readonly journalDirectory: string;
  /** How much of each stream is kept and handed out; 1 MiB when not given. */
  readonly keepBytesPerStream?: number;
  /** Between SIGTERM and SIGKILL; 10 s when not given. */
  readonly graceMs?: number;
  readonly log?: RunnerLog;
  /** How all processes of an attempt are found; the best this machine allows when not given. */
  readonly reach?: HelperSettings["reach"];
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
  /** Tells what became of the attempts of earlier servers; call it once, before the first order. */
  recover(listener: (attemptId: string) => AttemptListener): Promise<readonly RecoveredAttempt[]>;
  /** The result of an ended attempt is durable elsewhere: its journal goes. An order for it stays a repeat. */
  forget(attemptId: string): Promise<void>;
  /** Cancels what runs, waits for its seen end and lets the helper go. Twice without harm; bounded by grace and 10 s. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

/** Starts the runner and its helper. */
export async function openLocalRunner(options: LocalRunnerOptions): Promise<LocalRunner> {
  const { graceMs = 10_000, keepBytesPerStream = 1024 * 1024, reach = "best", log } = options;
  const journalDirectory = resolve(options.journalDirectory);
  const forgotten = openDirectory(journalDirectory);
  const server = identify(process.pid);
  const earlier = openEarlierAttempts({ journalDirectory, graceMs, serverPid: server.pid });
  const dispatch = await openDispatch({ journalDirectory, keepBytesPerStream, graceMs, reach, server }, log);
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
      await dispatch.start(order, listener);
    },
    cancel: (attemptId) => end(attemptId, "cancelled"),
    kill: (attemptId) => end(attemptId, "killed"),
    pause: (attemptId) => setPaused(attemptId, "pause"),
    resume: (attemptId) => setPaused(attemptId, "resume"),
    recover: (listenerFor) => earlier.recover(listenerFor, dispatch.has),
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
