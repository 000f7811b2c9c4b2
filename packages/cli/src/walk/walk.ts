import type { ExecutionWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { drawLine } from "../io/draw-text.ts";
import type { Io } from "../io/io.ts";
import type { Keyboard } from "../keyboard/keyboard.ts";
import { carryOut } from "./carry-out.ts";
import { type ChoiceName, choiceOf, choicesFor } from "./choices.ts";
import { drawSituation, drawWholeCommand } from "./draw-situation.ts";
import type { Interrupt } from "./interrupt.ts";
import { type LiveExecution, watchLive } from "./live-execution.ts";
import { createNews } from "./news.ts";
import { type Situation, situationOf } from "./situation.ts";

/** How a walk ended: the execution did, or the person left it. */
export type WalkEnd = "ended" | "left" | "interrupted";

export interface WalkContext {
  readonly client: Client;
  readonly io: Io;
  readonly keyboard: Keyboard;
  readonly now: () => Date;
  /** Set by Ctrl-C while no question is open; the walk asks what is meant as soon as it sees it. */
  readonly interrupt: Interrupt;
}

/** Walks a person through an execution, one decision at a time, until it has ended or they leave. */
export async function walk(first: ExecutionWire, context: WalkContext): Promise<WalkEnd> {
  const { client, keyboard } = context;
  const news = createNews(first, { print: keyboard.print, channel: context.io.talks });
  const live = watchLive(client, first, news);
  try {
    for (;;) {
      const execution = live.current();
      if (context.interrupt.isLeaving()) return "interrupted";
      if (context.interrupt.isAsked()) {
        context.interrupt.clear();
        const end = await askInterrupt(live, context);
        if (end) return end;
        continue;
      }
      const situation = situationOf(execution);
      if (situation.kind === "ended") return "ended";
      if (situation.kind === "moving") {
        await live.changedFrom(execution, context.interrupt.signal());
        continue;
      }
      keyboard.print(news.flush());
      const end = await decide(situation, live, context);
      if (end) return end;
    }
  } finally {
    await live.close();
    keyboard.print(news.flush());
  }
}

/** Draws one situation and asks until it is answered or is no more. */
async function decide(situation: Situation, live: LiveExecution, context: WalkContext): Promise<WalkEnd | undefined> {
  const { keyboard, io, now } = context;
  const execution = live.current();
  const { text, isCut } = drawSituation(situation, { channel: io.talks, execution, now: now() });
  const choices = choicesFor(situation, execution, { isCut });
  keyboard.print(`${text}\n`);
  // A question dies with what it asks about: somebody else may answer it, or it may expire.
  const gone = watchSituation(situation, live, context.interrupt.signal());
  try {
    for (;;) {
      const step = situation.kind === "ended" || situation.kind === "moving" ? undefined : situation.step;
      const prompt = `${step ? `Step ${step.number}: ` : ""}${choices.map(({ label }) => label).join(" ")} > `;
      const answer = await keyboard.ask({ prompt, signal: gone.signal });
      if (answer.kind === "withdrawn") {
        if (!context.interrupt.isAsked()) keyboard.print("That question is gone: the execution has moved on.\n");
        return undefined;
      }
      if (answer.kind === "ended") return "left";
      if (answer.kind === "interrupted") return await askInterrupt(live, context);
      const name = choiceOf(answer.text, choices);
      if (name === "leave") return "left";
      const isAnswered =
        name !== undefined && (await answerWith(name, situation, { live, context, gone: gone.signal }));
      if (isAnswered) return undefined;
      if (name === undefined)
        keyboard.print(`"${drawLine(answer.text)}" is no answer here; ? says what the keys do.\n`);
      if (name === "help")
        keyboard.print(`${choices.map(({ label, help }) => `  ${label.padEnd(14)}${help}`).join("\n")}\n`);
      if (name === "view" && situation.kind === "approval") {
        keyboard.print(`${drawWholeCommand(situation.approval, io.talks)}\n`);
      }
    }
  } finally {
    gone.close();
  }
}

/** Whether the choice was carried out. What the server refuses is said, and the question stays. */
async function answerWith(
  name: ChoiceName,
  situation: Situation,
  { live, context, gone }: { readonly live: LiveExecution; readonly context: WalkContext; readonly gone: AbortSignal },
): Promise<boolean> {
  if (name === "help" || name === "view" || name === "leave") return false;
  const answered = await carryOut(name, situation, { ...context, executionId: live.current().id, gone });
  if (answered === undefined) return false;
  live.take(answered);
  return true;
}

/** Aborts when the situation is not the one that was drawn any more, or Ctrl-C came from outside. */
function watchSituation(
  drawn: Situation,
  live: LiveExecution,
  interrupted: AbortSignal,
): { readonly signal: AbortSignal; close(): void } {
  const gone = new AbortController();
  const stop = new AbortController();
  const watch = async () => {
    while (!stop.signal.aborted) {
      const seen = live.current();
      if (situationOf(seen).key !== drawn.key) return gone.abort();
      await live.changedFrom(seen, stop.signal);
    }
  };
  // A failed watch withdraws the question; the walk itself then meets the failure.
  watch().catch(() => gone.abort());
  return { signal: AbortSignal.any([gone.signal, interrupted]), close: () => stop.abort() };
}

async function askInterrupt(
  live: LiveExecution,
  { keyboard, client, interrupt }: WalkContext,
): Promise<WalkEnd | undefined> {
  const { id, can } = live.current();
  const canAbort = can.includes("abort");
  keyboard.print("\nCtrl-C: what now? Enter goes on; once more Ctrl-C leaves at once.\n");
  for (;;) {
    const prompt = `${canAbort ? "[x] abort the execution " : ""}[q]uit and leave it as it is > `;
    const answer = await keyboard.ask({ prompt, signal: interrupt.signal() });
    if (answer.kind === "interrupted" || answer.kind === "withdrawn") return "interrupted";
    if (answer.kind !== "line") return "left";
    const typed = answer.text.trim().toLowerCase();
    if (typed === "") return undefined;
    if (typed === "q") return "left";
    if (typed !== "x" || !canAbort) continue;
    const reason = "aborted in the terminal";
    live.take(await client.commandExecution({ parameters: { executionId: id }, body: { type: "abort", reason } }));
    return undefined;
  }
}
