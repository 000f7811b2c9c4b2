import { setTimeout as passed } from "node:timers/promises";
import { defineAction } from "@steadyhand/define-action";
import { z } from "zod";
import { ended, type PerformContext } from "../perform.ts";

const mostSeconds = 300;

export const waitParameters = z.strictObject({
  seconds: z.number().min(1).max(mostSeconds).describe(`How long, 1 to ${mostSeconds}`),
});

/** Lets time pass between two steps. What takes longer than five minutes is a follow-up, not a process that stands there. */
export const wait = defineAction({
  declaration: {
    name: "wait",
    version: 1,
    origin: "built-in",
    title: "Wait",
    what: "Lets some seconds pass before the next step.",
    riskFloor: "safe",
    effect: "reads",
    isIdempotent: true,
    isReversible: true,
    blastRadius: "one",
    verification: "the time has passed",
    settlingMs: 0,
    timeLimitMs: (mostSeconds + 10) * 1000,
  },
  parameters: waitParameters,
  look: ({ seconds }) => ({ timeoutMs: Math.ceil((seconds + 10) * 1000) }),
});

export async function performWait(
  { seconds }: z.output<typeof waitParameters>,
  { signal, say }: PerformContext,
): Promise<number> {
  try {
    await passed(seconds * 1000, undefined, { signal });
  } catch {
    // Only the signal ends it early.
    return ended.stopped;
  }
  await say(`waited ${seconds} s\n`);
  return ended.done;
}
