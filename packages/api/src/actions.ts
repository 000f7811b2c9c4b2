import { z } from "zod";
import { Effect } from "./judgement.ts";
import { MergedTier } from "./words.ts";

/** `wait`, or `orders.drain_store` for an action of the subject `orders`. */
export const ActionNameSchema = z.string().regex(/^(?:[a-z][a-z0-9-]{0,63}\.)?[a-z][a-z0-9_]{0,63}$/);

export const ActionParameter = z.object({
  name: z.string(),
  type: z.enum(["text", "number", "list", "choice", "yes_no"]),
  isRequired: z.boolean(),
  what: z.string(),
  choices: z.array(z.string()).optional(),
  standard: z.unknown().optional(),
});

/** An action that workflows can take, with what it says of itself. */
export const Action = z
  .object({
    name: z.string(),
    version: z.int(),
    origin: z.enum(["built-in", "script", "subject"]),
    title: z.string(),
    what: z.string(),
    parameters: z.array(ActionParameter),
    /** It is never judged below this. */
    riskFloor: MergedTier,
    effect: Effect,
    isIdempotent: z.boolean(),
    isReversible: z.boolean(),
    blastRadius: z.enum(["one", "many", "all", "unknown"]),
    verification: z.string(),
    settlingMs: z.int(),
    timeLimitMs: z.int(),
    isAvailable: z.boolean(),
    /** Where it is not available: why, and what to do. */
    whyNot: z.string().optional(),
    hint: z.string().optional(),
  })
  .meta({ id: "Action" });

export const ActionPage = z.object({ items: z.array(Action) });

export type ActionWire = z.infer<typeof Action>;
