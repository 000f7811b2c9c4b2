import type { EndReason, WrittenEnd } from "../attempt.ts";
import type { AttemptFiles } from "../journal.ts";
import { identify, type ProcessIdentity, sendSignal } from "../reach/process-table.ts";
import { type Reach, type ReachRecord, reachFor } from "../reach/reach.ts";
import type { Seats } from "../reach/seats.ts";
import type { FromHelper, HelperSettings, StreamName, SurveyedAttempt } from "../wire.ts";
import { askToEnd, endLeft, killUntilGone, setStopped } from "./ending.ts";
import { followStream } from "./follow-stream.ts";
import { readIntent } from "./intent.ts";
import type { JournalWriter } from "./journal-writer.ts";
import { keepOutput } from "./kept-output.ts";
import type { Pipes } from "./pipes.ts";
import { openSecretRemover } from "./remove-secrets.ts";
import { type Started, type StartMessage, startProcess } from "./start-process.ts";
import { openStopwatch } from "./stopwatch.ts";
import { whyUnknown } from "./why-unknown.ts";
import { writeKeptOutput } from "./write-kept-output.ts";

/** What attempts need of the helper. */
export interface HelperParts {
  readonly settings: HelperSettings;
  readonly seats: Seats;
  readonly pipes: Pipes;
  /** While this holds nothing is spawned, whatever was ordered before. */
  isHalted(): boolean;
  tell(message: FromHelper): void;
  show(slot: number, stream: StreamName, bytes: Buffer): void;
}

/** An order that was accepted, durably. */
export interface Accepted {
  readonly order: StartMessage;
  readonly files: AttemptFiles;
  readonly journal: JournalWriter;
  readonly marker: string;
}

/** One attempt, from its acceptance to the seen end of all its processes. */
export interface RunningAttempt {
  /** Resolves when it has ended, with all of its processes, and its end is written. */
  readonly ended: Promise<void>;
  end(reason: "cancelled" | "killed", graceMs?: number): void;
  /** Resolves when all of it is seen stopped or going on; says what stood in the way otherwise. */
  setPaused(isPaused: boolean): Promise<string | undefined>;
  /** Sends the stop to its process group, at once and unseen: what `halt` then sees takes longer. */
  stopGroup(): void;
  /** Stops all of it, whatever else is to become of it, and says what was seen. */
  halt(): Promise<Survey>;
  /** What there is of it now. Changes nothing. */
  survey(): Survey;
  /** The server is gone. Its time runs again; what panic stopped first has to be seen going on. */
  orphan(): void;
  /** Writes the kept output down, with secrets removed. Nothing more can be written of the attempt after this. */
  writeKept(): void;
  close(): void;
}

export type Survey = Omit<SurveyedAttempt, "slot">;

export function runAttempt({ order, files, journal, marker }: Accepted, parts: HelperParts): RunningAttempt {
  const { settings, seats } = parts;
  const removeSecrets = openSecretRemover(order.environment);
  const output = { stdout: keepOutput(settings.keepBytesPerStream), stderr: keepOutput(settings.keepBytesPerStream) };
  let reason: EndReason | undefined;
  let running: { readonly reach: Reach; readonly startedAt: string; readonly pid: number } | undefined;
  let hasMainEnded = false;
  let isForced = false;
  let isOrphan = false;
  let isPaused = false;
  let wasHalted = false;
  let graceUntil = 0;
  let force: NodeJS.Timeout | undefined;
  const stopwatch = openStopwatch(order.timeoutMs, () => end("timed_out"));

  /** The first reason stays; a later call can only make the end come sooner. */
  function end(why: EndReason, graceMs = settings.graceMs): void {
    reason ??= why;
    stopwatch.stop();
    if (running === undefined) return;
    if (why === "killed") forceEnd();
    else if (force === undefined && !hasMainEnded) askThenForce(running.reach, graceMs);
  }

  function askThenForce(reach: Reach, graceMs: number): void {
    graceUntil = Date.now() + graceMs;
    force = setTimeout(forceEnd, graceMs);
    askToEnd(reach);
  }

  function forceEnd(): void {
    isForced = true;
    graceUntil = 0;
    clearTimeout(force);
    // After the main process has ended, `endLeft` is at work and sees that it need not be patient.
    if (running !== undefined && !hasMainEnded) void killUntilGone(running.reach);
  }

  async function run(): Promise<void> {
    const seat = await seats.use((record) => (mayStart() ? { record, started: start(record) } : undefined));
    if (seat === undefined)
      return finish({ orphans: [], ...(wasHalted && { detail: "panic is on, and nothing starts" }) });
    if (!seat.started.ok) {
      reason ??= "not_started";
      await finish({ orphans: [], detail: await seat.started.problem });
    } else await seeThrough(seat.started, seat.record);
    await seats.remove(seat.record);
  }

  /** The last look before a process comes to be; nothing is waited for between this and the spawn. */
  function mayStart(): boolean {
    if (reason === undefined && parts.isHalted()) {
      wasHalted = true;
      reason = "not_started";
    }
    return reason === undefined;
  }

  function start(record: ReachRecord): Started {
    try {
      journal.write({ type: "spawning", reach: record });
    } catch (error) {
      // Without this line a later server would take a process for one that never began.
      return { ok: false, problem: Promise.resolve(`the runner's journal cannot be written (${String(error)})`) };
    }
    return startProcess(order, marker, parts.pipes);
  }

  async function seeThrough(
    { pid, exited, streams }: Extract<Started, { ok: true }>,
    record: ReachRecord,
  ): Promise<void> {
    const main = identify(pid);
    const reach = reachFor(record, { marker, main: { ...main, isFresh: true } });
    const startedAt = new Date().toISOString();
    running = { reach, startedAt, pid };
    noteStarted(main, startedAt);
    parts.tell({ type: "started", slot: order.slot, pid, startTicks: main.startTicks, at: startedAt });
    const follow = (name: StreamName) =>
      followStream(streams[name], output[name], (bytes) => isOrphan || parts.show(order.slot, name, bytes));
    const drains = [follow("stdout"), follow("stderr")];
    // An order to end may have come while the process was being made.
    if (reason === undefined) stopwatch.start();
    else end(reason);

    const exit = await exited;
    hasMainEnded = true;
    stopwatch.stop();
    clearTimeout(force);
    reason ??= readIntent(files.intent);
    const unknown = reason === undefined ? whyUnknown(order, exit) : undefined;
    reason ??= unknown === undefined ? "exited" : "lost";
    const orphans = await endLeft(reach, {
      graceUntil: () => graceUntil,
      isForced: () => isForced,
      describe: removeSecrets.text,
    });
    const areDrained = (await Promise.all(drains.map((drain) => drain()))).every(Boolean);
    const notes = [
      ...(unknown === undefined ? [] : [unknown]),
      ...(areDrained ? [] : ["its output was still held open by a process outside of it and was closed"]),
    ];
    await finish({ ...exit, orphans, ...(notes.length > 0 && { detail: notes.join("; ") }) });
  }

  function noteStarted(main: ProcessIdentity, at: string): void {
    try {
      journal.write({ type: "started", process: main, at });
    } catch {
      // It runs already. Who reads only "spawning" later takes it for started, which is right.
    }
  }

  async function finish(seen: Pick<WrittenEnd, "exitCode" | "signal" | "detail" | "orphans">): Promise<void> {
    const written: WrittenEnd = {
      reason: reason ?? "exited",
      ...(running === undefined ? {} : { startedAt: running.startedAt }),
      endedAt: new Date().toISOString(),
      stdout: output.stdout.summary(),
      stderr: output.stderr.summary(),
      ...seen,
    };
    try {
      await journal.writeDurably({ type: "ended", end: written });
      parts.tell({ type: "ended", slot: order.slot, end: written });
    } catch (error) {
      // The server can still store what the journal could not.
      const note = `its end could not be written to the runner's journal (${String(error)})`;
      const detail = seen.detail === undefined ? note : `${seen.detail}; ${note}`;
      parts.tell({ type: "ended", slot: order.slot, end: { ...written, detail } });
    }
  }

  /** What panic stopped stays so without a server too. The next one lets it go on by signals, and then its time counts. */
  function countOnceGoingOn(reach: Reach): void {
    if (hasMainEnded || reason !== undefined) return;
    const isHeld = parts.isHalted() && isPaused && reach.members().every(({ state }) => /^t$/i.test(state));
    if (isHeld) setTimeout(() => countOnceGoingOn(reach), orphanLookMs).unref();
    else stopwatch.start();
  }

  const ended = run();
  return {
    ended,
    end,
    async setPaused(wanted) {
      if (running === undefined || hasMainEnded || reason !== undefined) return "it is not running";
      if (wanted) stopwatch.stop();
      const problem = await setStopped(running.reach, wanted, () => reason === undefined);
      isPaused = wanted && problem === undefined;
      if (reason === undefined && !isPaused) stopwatch.start();
      return problem;
    },
    stopGroup() {
      if (running !== undefined && !hasMainEnded) sendSignal(-running.pid, "SIGSTOP");
    },
    async halt() {
      // Not spawned yet, and it will not be.
      if (running === undefined) return gone;
      if (hasMainEnded) forceEnd();
      else {
        stopwatch.stop();
        const problem = await setStopped(running.reach, true, () => !hasMainEnded);
        isPaused = problem === undefined;
        if (isPaused) return { seen: "stopped", processes: running.reach.members().length };
        if (!hasMainEnded) {
          if (reason === undefined) stopwatch.start();
          return { seen: "unsure", processes: running.reach.members().length, ...(problem && { problem }) };
        }
      }
      return whenGone(ended);
    },
    survey() {
      if (running === undefined) return gone;
      const processes = running.reach.members().length;
      return processes === 0 ? gone : { seen: isPaused ? "stopped" : "running", processes };
    },
    orphan() {
      isOrphan = true;
      if (running !== undefined && reason === undefined) countOnceGoingOn(running.reach);
    },
    writeKept() {
      const stdoutBytes = writeKeptOutput(files.stdout, removeSecrets.bytes(output.stdout.kept()));
      const stderrBytes = writeKeptOutput(files.stderr, removeSecrets.bytes(output.stderr.kept()));
      journal.write({ type: "kept", stdoutBytes, stderrBytes });
    },
    close: () => journal.close(),
  };
}

const gone: Survey = { seen: "gone", processes: 0 };
/** Between two looks at a paused attempt that lost its server. */
const orphanLookMs = 250;
/** For what is left of an attempt to be seen gone, once it is being ended. */
const goneWithinMs = 2000;

/** Its end, or what stands in its way once that takes too long. */
export async function whenGone(ended: Promise<void>): Promise<Survey> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Survey>((resolve) => {
    const problem = `it is being ended, and was not seen gone within ${goneWithinMs} ms`;
    timer = setTimeout(() => resolve({ seen: "unsure", processes: 0, problem }), goneWithinMs);
  });
  const seen = await Promise.race([ended.then(() => gone), late]);
  clearTimeout(timer);
  return seen;
}
