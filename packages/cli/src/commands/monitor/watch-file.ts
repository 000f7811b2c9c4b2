import { incidentIdOf } from "@steadyhand/core/incident";
import type { Observation } from "@steadyhand/core/invariant";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Subject } from "@steadyhand/subject";
import type { DeclaredPorts } from "@steadyhand/subjects/declared";
import type { SubjectFile } from "@steadyhand/subjects/file";
import type { Services } from "../../services.ts";
import { pauseUntil } from "../../session/pause-until.ts";
import { drawWatch } from "./draw-watch.ts";
import { createLiveArea } from "./live-area.ts";
import { createLocalBook, type LocalBook, type Look } from "./local-book.ts";
import { changeEvents, sayChanges } from "./say-changes.ts";

interface Watch {
  readonly json: boolean;
  readonly forMs: number | undefined;
  readonly everyMs: number;
  readonly judge: DeclaredPorts["judge"];
  readonly services: Services;
}

const redrawMs = 1_000;

/** Watches the subject of a file in this process until the time is over or Ctrl-C. */
export async function watchFile(file: SubjectFile, watch: Watch): Promise<ExitCode> {
  const { services, judge, forMs } = watch;
  const { io, env, interrupts, now } = services;
  const { openSubject, runWords } = await import("@steadyhand/subjects/file");
  await using opened = new AsyncDisposableStack();
  const subject = openSubject(file, { env, judge, now, run: runWords(env.PATH) });
  opened.defer(() => subject.close());
  const book = createLocalBook(subject, (at) => incidentIdOf(at, Math.random));
  const interrupted = new AbortController();
  opened.defer(interrupts.listen(() => interrupted.abort()));
  const signal = AbortSignal.any([interrupted.signal, ...(forMs === undefined ? [] : [AbortSignal.timeout(forMs)])]);
  if (!watch.json) io.talk("Nothing of this is kept: it is judged here, and forgotten at the end. Ctrl-C ends it.");
  await lookUntil(signal, { subject, book, file, watch });
  if (interrupted.signal.aborted) return exitCode.interrupted;
  return book.incidents().length === 0 ? exitCode.ok : exitCode.failed;
}

interface Looking {
  readonly subject: Subject;
  readonly book: LocalBook;
  readonly file: SubjectFile;
  readonly watch: Watch;
}

async function lookUntil(signal: AbortSignal, { subject, book, file, watch }: Looking): Promise<void> {
  const { io, now } = watch.services;
  const area = createLiveArea(io.answers);
  const isLive = area.isPossible && !watch.json;
  let [looks, lookedAt]: [number, Date | undefined] = [0, undefined];
  const draw = () => area.show(drawWatch({ name: file.name, book, lookedAt, looks }, io.answers.paint, now()));
  const redraw = isLive ? setInterval(draw, redrawMs) : undefined;
  try {
    while (!signal.aborted) {
      const look = await lookOnce(subject, AbortSignal.any([signal, AbortSignal.timeout(file.withinMs)]));
      if (signal.aborted) break;
      lookedAt = now();
      looks += 1;
      const changes = book.take(look, lookedAt);
      if (isLive) draw();
      else if (watch.json) for (const event of changeEvents(changes, lookedAt)) io.out(JSON.stringify(event));
      else for (const line of sayChanges(changes, lookedAt)) io.out(line);
      await pauseUntil(untilNext(book, lookedAt, watch), signal);
    }
  } finally {
    clearInterval(redraw);
  }
}

/** Where a grace or a settling time ends before the next turn, the look comes then. */
function untilNext(book: LocalBook, lookedAt: Date, { everyMs, services: { now } }: Watch): number {
  const turn = lookedAt.getTime() + everyMs;
  const next = book.nextAt()?.getTime() ?? turn;
  return Math.max(0, Math.min(turn, next) - now().getTime());
}

/** Comes to an end in time whatever the subject does, so that Ctrl-C is heard at once. */
async function lookOnce(subject: Subject, signal: AbortSignal): Promise<Look> {
  const given = Promise.withResolvers<Look>();
  const late = () => given.resolve({ kind: "failed", why: "the look did not end in time" });
  signal.addEventListener("abort", late, { once: true });
  subject.observe({ signal }).then(
    (observation: Observation) => given.resolve({ kind: "seen", observation }),
    (error: unknown) =>
      given.resolve({ kind: "failed", why: `the look failed: ${error instanceof Error ? error.message : error}` }),
  );
  const look = await given.promise;
  signal.removeEventListener("abort", late);
  return look;
}
