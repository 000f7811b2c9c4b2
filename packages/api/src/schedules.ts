import { z } from "zod";
import { StartExecutionBody } from "./executions.ts";
import { Actor, Environment, idText, StepIdSchema } from "./words.ts";

const Time = z.iso.datetime();

export const ScheduleIdSchema = idText(/^sch_[A-Za-z0-9_-]{1,64}$/, "a schedule");

export const ScheduleTiming = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("once"), at: Time }),
    /** Minute, hour, day, month and weekday, read in that time zone. */
    z.strictObject({ kind: z.literal("cron"), expression: z.string().max(128), timeZone: z.string().max(64) }),
  ])
  .meta({ id: "ScheduleTiming" });

export const ScheduleResult = z
  .object({
    due: Time,
    at: Time,
    outcome: z.enum(["started", "skipped", "refused"]),
    executionId: z.string().optional(),
    why: z.string(),
  })
  .meta({ id: "ScheduleResult" });

/** A run that is started later, or again and again, on behalf of a person. */
export const Schedule = z
  .object({
    id: z.string(),
    name: z.string(),
    runbook: z.object({ id: z.string(), version: z.int().optional(), title: z.string() }),
    environment: Environment,
    mode: StartExecutionBody.shape.mode.def.innerType,
    timing: ScheduleTiming,
    phase: z.enum(["active", "paused", "ended"]),
    nextDue: Time.optional(),
    /** Why it is paused or has ended. */
    why: z.string().optional(),
    /** The run that it looks at again. */
    follows: z.string().optional(),
    /** The only steps that are done. */
    only: z.array(z.string()).optional(),
    createdBy: Actor,
    createdAt: Time,
    last: ScheduleResult.optional(),
  })
  .meta({ id: "Schedule" });

export const SchedulePage = z.object({ items: z.array(Schedule) });

/** In so many seconds, at that time, or again and again. */
const TimingBody = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("after"),
    seconds: z
      .int()
      .min(1)
      .max(366 * 86_400),
  }),
  ...ScheduleTiming.options,
]);

export const AddScheduleBody = z.strictObject({
  name: z.string().min(1).max(200),
  start: StartExecutionBody.omit({ idempotencyKey: true }),
  timing: TimingBody,
});

export const FollowUpBody = z.strictObject({
  timing: z.discriminatedUnion("kind", [TimingBody.options[0], TimingBody.options[1]]),
  /** The only steps to be done again; all of them when not given. */
  only: z.array(StepIdSchema).min(1).max(500).optional(),
});

export const ScheduleCommandBody = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("pause"), reason: z.string().min(1).max(500) }),
  z.strictObject({ type: z.literal("resume") }),
  z.strictObject({ type: z.literal("remove") }),
  z.strictObject({ type: z.literal("run_now") }),
]);

export type ScheduleWire = z.infer<typeof Schedule>;
