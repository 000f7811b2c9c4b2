import { defineAction } from "@steadyhand/define-action";
import { z } from "zod";
import { ended, type PerformContext } from "../perform.ts";

export const noteParameters = z.strictObject({
  text: z.string().min(1).max(4000).describe("What the record should hold"),
});

/** Writes a note into the record of the run. The ledger keeps it as `note.written` once the step is verified. */
export const note = defineAction({
  declaration: {
    name: "note",
    version: 1,
    origin: "built-in",
    title: "Write a note",
    what: "Writes a note into the record of the run. It touches nothing else.",
    riskFloor: "safe",
    effect: "reads",
    isIdempotent: true,
    isReversible: false,
    blastRadius: "one",
    verification: "the note is in the record",
    settlingMs: 0,
    timeLimitMs: 20_000,
  },
  parameters: noteParameters,
});

export async function performNote({ text }: z.output<typeof noteParameters>, { say }: PerformContext): Promise<number> {
  await say(`${text}\n`);
  return ended.done;
}
