import { z } from "zod";
import { Runbook } from "./runbooks.ts";
import { Actor } from "./words.ts";

/** One place where a run did otherwise than its runbook, and whether the prepared text holds it. */
export const DivergenceItem = z
  .object({
    /** Kind and step, such as `edited:stp_3`: what `take` chooses. */
    name: z.string(),
    kind: z.enum(["edited", "added", "moved", "skipped", "by_hand"]),
    stepId: z.string(),
    number: z.string(),
    title: z.string(),
    /** One line for people. */
    said: z.string(),
    prescribed: z.string().optional(),
    done: z.string().optional(),
    by: Actor.optional(),
    /** `written`: it is in the prepared text. `left`: nobody chose it. `by_hand`: no text was found that says it. */
    patch: z.enum(["written", "left", "by_hand"]),
  })
  .meta({ id: "DivergenceItem" });

export const Divergence = z
  .object({
    executionId: z.string(),
    runbookId: z.string(),
    /** The version that the run followed. */
    version: z.int(),
    items: z.array(DivergenceItem),
    /** The runbook's text as it is and as it would be, secrets removed. */
    source: z.object({ before: z.string(), after: z.string() }),
  })
  .meta({ id: "Divergence" });

/** Names of divergences, without which what was edited, added and moved is taken. */
const Take = z.array(z.string().regex(/^(?:edited|added|moved|skipped|by_hand):stp_[A-Za-z0-9_-]{1,64}$/)).max(200);

export const DivergenceQuery = z.object({
  take: z
    .string()
    .transform((text) => text.split(","))
    .pipe(Take)
    .optional(),
});
export const ApplyDivergenceBody = z.strictObject({ take: Take.optional() });
export const AppliedDivergence = z
  .object({ divergence: Divergence, runbook: Runbook, isNew: z.boolean() })
  .meta({ id: "AppliedDivergence" });
