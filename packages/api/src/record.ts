import { z } from "zod";
import { Environment, Level } from "./words.ts";

const Time = z.iso.datetime();
const Count = z.int().min(0);

/** A day without a time zone is one of UTC; without a day it is today, there. */
export const SummaryQuery = z.strictObject({
  day: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .optional(),
  timeZone: z.string().min(1).max(64).default("UTC"),
});

/** Attempts, how many of them can be judged, and how many of those did what they were for. */
const shares = {
  attempts: Count,
  counted: Count,
  succeeded: Count,
  successShare: z.number().min(0).max(1).optional(),
};

/** One day of the record in figures; docs/record.md says what each counts. */
export const RecordSummary = z
  .object({
    day: z.string(),
    timeZone: z.string(),
    from: Time,
    to: Time,
    isOver: z.boolean(),
    executions: z.object({ started: Count, completed: Count, aborted: Count, rolledBack: Count }),
    attempts: z.object({
      ...shares,
      byOutcome: z.array(
        z.object({
          outcome: z.enum([
            ...["succeeded", "failed", "timed_out", "cancelled", "killed", "not_started", "unknown", "underway"],
          ] as const),
          attempts: Count,
        }),
      ),
      byLevel: z.array(z.object({ level: Level, ...shares })),
      byEnvironment: z.array(z.object({ environment: Environment, ...shares })),
      byHow: z.object({ automatic: Count, approved: Count, by_hand: Count }),
    }),
    slowest: z.object({
      steps: z.array(
        z.object({
          executionId: z.string(),
          stepId: z.string(),
          attempt: z.int(),
          runbookId: z.string(),
          subject: z.string(),
          tookMs: z.number(),
        }),
      ),
      executions: z.array(
        z.object({
          executionId: z.string(),
          runbookId: z.string(),
          subject: z.string(),
          ended: z.enum(["completed", "aborted", "rolled_back"]),
          tookMs: z.number(),
        }),
      ),
    }),
    approvals: z.object({
      asked: Count,
      granted: Count,
      rejected: Count,
      expired: Count,
      voided: Count,
      open: Count,
      answeredInMs: z.object({ p50: z.number(), p95: z.number() }).optional(),
    }),
    panics: Count,
    refusals: Count,
  })
  .meta({ id: "RecordSummary" });
export type RecordSummaryWire = z.infer<typeof RecordSummary>;

/** Without `since`, the 7 days before now; at most 31 days. */
export const AnomaliesQuery = z.strictObject({ since: Time.optional() });

/** Something that the tenant's own history does not explain; docs/record.md says what each kind means. */
export const RecordAnomaly = z
  .object({
    kind: z.enum(["error_rate", "volume", "unusual_hour", "first_use", "failures_in_a_row"]),
    at: Time,
    says: z.string(),
    /** At most 20 of the events that caused it, oldest first. */
    events: z.array(z.object({ sequence: z.int(), type: z.string(), executionId: z.string().optional() })),
    eventsTotal: Count,
  })
  .meta({ id: "RecordAnomaly" });
export type RecordAnomalyWire = z.infer<typeof RecordAnomaly>;

export const RecordAnomalies = z
  .object({ since: Time, until: Time, items: z.array(RecordAnomaly) })
  .meta({ id: "RecordAnomalies" });
export type RecordAnomaliesWire = z.infer<typeof RecordAnomalies>;
