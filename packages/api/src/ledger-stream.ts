import { z } from "zod";

const Time = z.iso.datetime();

/** Which events, and from where on: after a number, or from a time; without both, what comes from now on. */
export const FollowQuery = z.strictObject({
  /** Exact, or a prefix that ends in `.*`. */
  type: z.string().min(1).max(100).optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  since: Time.optional(),
});

/** Something that was written down before it was done, and whose outcome is not written down yet. */
export const UnfinishedIntent = z
  .object({
    executionId: z.string(),
    runbookId: z.string(),
    stepId: z.string(),
    attemptId: z.string(),
    targetName: z.string(),
    /** Of the event that says what was about to be done. */
    sequence: z.int().optional(),
    dispatchedAt: Time,
    ageMs: z.number(),
    /** Which server carries the execution; absent where none does. */
    node: z.object({ id: z.string(), name: z.string(), isLiving: z.boolean() }).optional(),
    /** `awaited`: it runs, and its end is awaited. `node_gone`: another server takes it over. `lost`: nobody can be asked. */
    state: z.enum(["awaited", "node_gone", "lost"]),
    /** What is being done about it, in a sentence. */
    does: z.string(),
  })
  .meta({ id: "UnfinishedIntent" });
export type UnfinishedIntentWire = z.output<typeof UnfinishedIntent>;

export const UnfinishedPage = z.object({ items: z.array(UnfinishedIntent) }).meta({ id: "UnfinishedPage" });
export type UnfinishedPageWire = z.output<typeof UnfinishedPage>;
