import {
  AddScheduleBody,
  FollowUpBody,
  Schedule,
  ScheduleCommandBody,
  ScheduleIdSchema,
  SchedulePage,
} from "@steadyhand/api";
import { unreachable } from "@steadyhand/core/outcome";
import type { Caller, ScheduleId, Timing } from "@steadyhand/engine";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { presentSchedule } from "../present/schedule.ts";
import type { Services } from "../services.ts";
import { ExecutionParams, ids } from "./ids.ts";

// The pattern begins with exactly the prefix of this type.
const ScheduleParams = z.strictObject({ scheduleId: ScheduleIdSchema.transform((id) => id as ScheduleId) });
const AddBody = AddScheduleBody.extend({ start: AddScheduleBody.shape.start.extend({ runbookId: ids.runbookId }) });
const FollowBody = FollowUpBody.extend({ only: z.array(ids.stepId).min(1).max(500).optional() });

export function scheduleRoutes({ schedules }: Pick<Services, "schedules">): Route[] {
  async function timingOf(timing: z.output<typeof AddScheduleBody>["timing"]): Promise<Timing> {
    if (timing.kind === "cron") return timing;
    return { kind: "once", at: onceAt(timing, await schedules.now()) };
  }

  async function command(caller: Caller, id: ScheduleId, body: z.output<typeof ScheduleCommandBody>): Promise<void> {
    switch (body.type) {
      case "pause":
        await schedules.pause(caller, id, body.reason);
        break;
      case "resume":
        await schedules.resume(caller, id);
        break;
      case "remove":
        await schedules.remove(caller, id);
        break;
      case "run_now":
        await schedules.runNow(caller, id);
        break;
      default:
        unreachable(body);
    }
  }

  return [
    route({
      operation: "listSchedules",
      summary: "What is to be started later, or again and again; ended ones last",
      answer: SchedulePage,
      handle: async ({ caller }) => ({ items: (await schedules.list(caller)).map(presentSchedule) }),
    }),
    route({
      operation: "addSchedule",
      summary: "Schedules a run: once, or by a cron expression",
      body: AddBody,
      answer: Schedule,
      status: 201,
      async handle({ caller, body: { name, start, timing } }) {
        return presentSchedule(await schedules.add(caller, { name, start, timing: await timingOf(timing) }));
      },
    }),
    route({
      operation: "followUpExecution",
      summary: "Schedules a run's runbook once more, all of it or some of its steps",
      params: ExecutionParams,
      body: FollowBody,
      answer: Schedule,
      status: 201,
      async handle({ caller, params, body: { timing, only } }) {
        const request = { at: onceAt(timing, await schedules.now()), ...(only && { only }) };
        return presentSchedule(await schedules.followUp(caller, params.executionId, request));
      },
    }),
    route({
      operation: "getSchedule",
      summary: "One schedule: when it is due next, and what came of it last",
      params: ScheduleParams,
      answer: Schedule,
      handle: async ({ caller, params }) => presentSchedule(await schedules.get(caller, params.scheduleId)),
    }),
    route({
      operation: "commandSchedule",
      summary: "Pauses, resumes or removes a schedule, or starts it now",
      params: ScheduleParams,
      body: ScheduleCommandBody,
      answer: Schedule,
      async handle({ caller, params: { scheduleId }, body }) {
        await command(caller, scheduleId, body);
        return presentSchedule(await schedules.get(caller, scheduleId));
      },
    }),
  ];
}

function onceAt(timing: z.output<typeof FollowUpBody>["timing"], now: Date): Date {
  return timing.kind === "once" ? new Date(timing.at) : new Date(now.getTime() + timing.seconds * 1000);
}
