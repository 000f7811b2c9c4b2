import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { drawLine } from "../io/draw-text.ts";
import type { Services } from "../services.ts";
import { followInstallation } from "./installation/follow-installation.ts";
import type { Seen } from "./installation/seen.ts";
import { answerQuestion, openQuestion } from "./open-question.ts";
import type { Stage } from "./stage/open-stage.ts";
import { createDirector } from "./story/director.ts";
import type { StoryLine } from "./story/story-line.ts";

export interface PlainShow {
  readonly chapters: readonly number[];
  /** Says yes to what waits for a person. Without it somebody else has to. */
  readonly isYes: boolean;
  readonly json: boolean;
  readonly services: Services;
  readonly signal: AbortSignal;
}

/** Tells the chapters in lines, one after the other, without keys. Ends with 1 when one of them was not mended by what was approved. */
export async function runPlain({ lab, server, failed }: Stage, show: PlainShow): Promise<ExitCode> {
  const { services, signal, chapters } = show;
  const { io, now } = services;
  const over = Promise.withResolvers<void>();
  const left = [...chapters];
  let isMended = false;
  const told = (line: StoryLine) => {
    if (line.event === "mended") isMended = true;
    if (line.event === "failed") over.reject(new Error(line.text));
    io.out(show.json ? eventOf(line) : `${line.at.toISOString().slice(11, 19)}  ${drawLine(line.text)}`);
  };
  const director = createDirector({ lab, now, told, changed: () => {} });
  const answered = new Set<string>();
  const hear = async (seen: Seen) => {
    director.hear(seen);
    const act = director.act();
    // What was not approved or did not help is not left broken: nobody is there to do it.
    if (act.kind === "running" && act.isEscalated && !answered.has(`mend ${act.chapter}`)) {
      answered.add(`mend ${act.chapter}`);
      await director.mend();
    }
    const question = openQuestion(seen);
    if (question && !answered.has(question.key)) {
      answered.add(question.key);
      await answer(question);
    }
    if (act.kind !== "ready" || !isQuiet(seen)) return;
    const next = left.shift();
    if (next === undefined) over.resolve();
    else director.begin(next);
  };
  async function answer(question: NonNullable<ReturnType<typeof openQuestion>>): Promise<void> {
    const { approval } = question;
    if (!show.isYes) {
      const typed = approval.confirmation === "click" ? "" : ` --target ${approval.targetName}`;
      const how = `steady approvals approve ${approval.id} --digest ${approval.digest}${typed} --data ${server.folder}`;
      return director.say({ event: "asked", text: `In another terminal: ${how}`, data: { how } });
    }
    const typed = approval.confirmation === "click" ? {} : { typed: approval.targetName };
    await answerQuestion(server.client, question, { isYes: true, ...typed });
    director.say({ event: "approved", text: "Yes, by --yes.", data: { approvalId: approval.id } });
  }
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  signal.addEventListener("abort", () => over.resolve(), { once: true });
  // One after the other: an answer takes longer than a look.
  let turn = Promise.resolve();
  const heard = (seen: Seen) => {
    turn = turn.then(() => hear(seen)).catch((error: unknown) => over.reject(error));
  };
  try {
    const following = followInstallation(server.client, lab.subject, { now, heard, signal: until });
    await Promise.race([over.promise, failed, following.then(() => over.promise)]);
  } finally {
    stop.abort();
    director.close();
    await turn;
  }
  if (signal.aborted) return exitCode.interrupted;
  return isMended ? exitCode.failed : exitCode.ok;
}

/** Looked at, with nothing that is wrong. */
function isQuiet({ subject, incident }: Seen): boolean {
  const isSeen = subject?.lastLook?.outcome === "seen";
  return isSeen && (incident === undefined || incident.phase === "resolved");
}

function eventOf({ at, event, text, data }: StoryLine): string {
  return JSON.stringify({ at, event, text, ...data });
}
