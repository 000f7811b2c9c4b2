import { z } from "zod";

const Time = z.iso.datetime();

export const OutputSummary = z.object({
  bytes: z.int(),
  keptBytes: z.int(),
  sha256: z.string(),
  truncated: z.boolean(),
});

/** One stream of an attempt; `unreadable` says why its text is not here although some was kept. */
export const AttemptStream = OutputSummary.extend({
  text: z.string(),
  unreadable: z.object({ code: z.string(), why: z.string() }).optional(),
});

export const AttemptView = z
  .object({
    attempt: z.int(),
    /** The guard that it read; absent for the step's own attempts. */
    guard: z.string().optional(),
    outcome: z.enum(["succeeded", "failed", "timed_out", "cancelled", "killed", "not_started", "unknown"]),
    exitCode: z.int().optional(),
    signal: z.string().optional(),
    startedAt: Time.optional(),
    endedAt: Time,
    detail: z.string().optional(),
    orphans: z.array(z.object({ pid: z.int(), command: z.string() })),
    stdout: AttemptStream,
    stderr: AttemptStream,
  })
  .meta({ id: "Attempt" });

export const OutputEvent = z
  .object({ stepId: z.string(), attempt: z.int(), stream: z.enum(["stdout", "stderr"]), text: z.string(), at: Time })
  .meta({ id: "OutputEvent" });

export const Outputs = z
  .object({ steps: z.array(z.object({ stepId: z.string(), attempts: z.array(AttemptView) })) })
  .meta({ id: "Outputs" });
