import { z } from "zod";
import { Actor } from "./words.ts";

const Time = z.iso.datetime();

/** `unconfirmed` counts as running: it did not answer, or was not seen stopped. */
export const StopState = z.enum(["stopped", "stopping", "unconfirmed"]);

/** What one node says of itself to another. */
export const NodeStopReport = z
  .object({
    node: z.object({ id: z.string(), name: z.string() }),
    state: StopState,
    attempts: z.array(
      z.object({
        attemptId: z.string(),
        state: StopState,
        processes: z.int(),
        hasEnded: z.boolean(),
        problem: z.string().optional(),
      }),
    ),
    /** From hearing of the press to having seen the last attempt stopped. */
    tookMs: z.number().optional(),
    problem: z.string().optional(),
  })
  .meta({ id: "NodeStopReport" });

export const PanicRun = z.object({
  executionId: z.string(),
  stepId: z.string().optional(),
  attempt: z.int().optional(),
  /** The node that its processes are on; absent where nothing of it runs. */
  node: z.string().optional(),
  title: z.string().optional(),
  state: StopState,
  /** How many processes were seen stopped. */
  processes: z.int(),
  /** Nothing of it is left to be resumed. */
  hasEnded: z.boolean(),
  problem: z.string().optional(),
});

export const PanicPressView = z.object({
  id: z.string(),
  since: Time,
  by: Actor,
  reason: z.string(),
  /** What ran was ended, not only paused. */
  kill: z.boolean(),
});

export const PanicResumption = z.discriminatedUnion("phase", [
  z.object({ phase: z.literal("none") }),
  z.object({
    phase: z.literal("asked"),
    by: Actor,
    at: Time,
    reason: z.string(),
    /** After this it has to be asked again. */
    expiresAt: Time,
  }),
]);

/** Everything that is known of panic now. */
export const PanicView = z
  .object({
    /** Absent while panic is off. */
    press: PanicPressView.optional(),
    /** Of all nodes together. */
    stop: StopState,
    nodes: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        state: StopState,
        attempts: z.int(),
        tookMs: z.number().optional(),
        problem: z.string().optional(),
      }),
    ),
    runs: z.array(PanicRun),
    resumption: PanicResumption,
    /** `owed`: the database has not answered yet; it is tried until it does. */
    record: z.enum(["stored", "owed"]),
    bus: z.object({ isConnected: z.boolean(), silentSince: Time.optional() }),
    /** Why nothing may start on the node that answers. */
    startsRefused: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).optional(),
    /** Two people ended it, and this keeps it on. */
    heldBy: z.string().optional(),
    /** How many people could confirm an end that one of them asked for; 1 means: add a second person first. */
    people: z.int().optional(),
  })
  .meta({ id: "Panic" });

export const PressPanicBody = z.strictObject({
  reason: z.string().max(500).default(""),
  /** Ends what runs instead of pausing it. */
  kill: z.boolean().default(false),
});

export const AskResumeBody = z.strictObject({ reason: z.string().trim().min(1).max(500) });

export const ConfirmResumeBody = z.strictObject({});

export const PanicDrill = z
  .object({
    tookMs: z.number(),
    isSound: z.boolean(),
    parts: z.array(z.object({ part: z.string(), ok: z.boolean(), tookMs: z.number(), detail: z.string() })),
  })
  .meta({ id: "PanicDrill" });

/** What a hardware button may send, signed. */
export const PanicWebhookBody = z.object({ reason: z.string().max(500).default(""), kill: z.boolean().default(false) });

export const PanicWebhookAnswer = z.object({
  panicId: z.string(),
  stop: StopState,
  /** The same message had come before. */
  isDuplicate: z.boolean(),
});

export type PanicViewWire = z.infer<typeof PanicView>;
export type PanicRunWire = z.infer<typeof PanicRun>;
export type PanicDrillWire = z.infer<typeof PanicDrill>;
export type NodeStopReportWire = z.infer<typeof NodeStopReport>;
