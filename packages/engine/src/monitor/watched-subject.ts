import type { Standing } from "@steadyhand/core/incident";
import type { Subject } from "@steadyhand/subject";
import type { Clock } from "../ports.ts";
import type { KeptSubject } from "./incident-port.ts";
import type { Look, Looker } from "./look.ts";
import { nextTurn } from "./pace.ts";
import { createSubjectBook, type SubjectBook } from "./subject-book.ts";
import type { Turns } from "./turns.ts";

/** How a subject is looked at. */
export interface WatchPace {
  /** Between two looks. */
  readonly intervalMs: number;
  /** How long one look may take. */
  readonly lookWithinMs: number;
}

/** What was seen last of a subject, and what is wrong with it since then or before. */
export interface LastLook {
  readonly at: Date;
  /** As it was seen: secrets are not removed from it. */
  readonly look: Look;
  /** What is violated, or settles. */
  readonly standing: readonly Standing[];
}

/** A subject that this server watches: its looks, one after the other. */
export interface WatchedSubject {
  readonly book: SubjectBook;
  /** Whether an incident of it is open, as far as was stored. */
  hasOpenIncident: boolean;
  /** `undefined` before the first one. */
  lastLook(): LastLook | undefined;
  /** Ends the timer and gives the look under way up. Nothing is judged any more. */
  stop(): Promise<void>;
}

/** After so many turns without a look nobody has been watching. */
const gapTurns = 3;

export function watchSubject(options: {
  readonly name: string;
  readonly subject: Pick<Subject, "expected" | "invariants">;
  readonly looker: Looker;
  readonly kept: KeptSubject | undefined;
  readonly pace: WatchPace;
  readonly clock: Clock;
  readonly redact: (text: string) => string;
  /** Shared by all subjects of the process. */
  readonly turns: Turns;
  /** A look has been judged. */
  readonly judged: (watched: WatchedSubject) => void;
}): WatchedSubject {
  const { name, subject, looker, kept, clock, redact, turns, judged } = options;
  const { intervalMs, lookWithinMs } = options.pace;
  const gapMs = gapTurns * intervalMs + lookWithinMs;
  const book = createSubjectBook({ subject, kept: kept?.watches ?? [], gapMs, redact });
  let cancel = () => {};
  let looking: Promise<void> = Promise.resolve();
  let isStopped = false;
  let last: Omit<LastLook, "standing"> | undefined;

  function arm(): void {
    if (isStopped) return;
    const now = clock.now();
    const turn = nextTurn(name, intervalMs, now);
    const sooner = book.nextAt();
    const isSooner = sooner !== undefined && sooner > now && sooner < turn;
    cancel = clock.at(isSooner ? sooner : turn, () => {
      looking = look();
    });
  }

  async function look(): Promise<void> {
    const seen = await turns.take(async () => (isStopped ? undefined : looker.look()));
    if (isStopped || seen === undefined) return;
    judge(seen, clock.now());
    arm();
    judged(watched);
  }

  /** A subject that brings what is no observation is as blind as one that brings none, and stops no other. */
  function judge(seen: Look, at: Date): void {
    last = { at, look: seen };
    try {
      book.take(seen, at);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      book.take({ kind: "failed", why: `what was seen cannot be judged: ${why}` }, at);
    }
  }

  const watched: WatchedSubject = {
    ...{ book, hasOpenIncident: kept?.hasOpenIncident ?? false },
    lastLook: () => last && { ...last, standing: book.standing() },
    async stop() {
      isStopped = true;
      cancel();
      looker.abort("it is watched no more");
      await looking;
    },
  };
  arm();
  return watched;
}
