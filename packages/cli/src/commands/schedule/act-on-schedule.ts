import type { Client } from "@steadyhand/client/node";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import type { Services } from "../../services.ts";
import { serverOptions } from "../../session/server-options.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";
import { drawSchedule } from "./draw-schedule.ts";

const args = { schedule: { help: "its id, as `steady schedule list` shows it" } } as const;

export const pause = command({
  name: "pause",
  summary: "Start nothing of a schedule until it is resumed",
  examples: ["steady schedule pause sch_4fK2 --reason 'moving the database'"],
  args,
  options: { ...serverOptions, reason: { type: "text", value: "why", help: "what the record will say" } },
  run: ({ args: { schedule }, options, ...services }) =>
    act(schedule, { options, services }, { type: "pause", reason: options.reason ?? "no reason was given" }),
});

export const resume = command({
  name: "resume",
  summary: "Let a paused schedule go on; what fell due meanwhile is not made up for",
  examples: ["steady schedule resume sch_4fK2"],
  args,
  options: serverOptions,
  run: ({ args: { schedule }, options, ...services }) => act(schedule, { options, services }, { type: "resume" }),
});

export const remove = command({
  name: "remove",
  summary: "End a schedule for good; what it started stays",
  examples: ["steady schedule remove sch_4fK2"],
  args,
  options: serverOptions,
  run: ({ args: { schedule }, options, ...services }) => act(schedule, { options, services }, { type: "remove" }),
});

export const runNow = command({
  name: "run-now",
  summary: "Start what is scheduled now, besides its own times",
  examples: ["steady schedule run-now sch_4fK2"],
  args,
  options: serverOptions,
  run: ({ args: { schedule }, options, ...services }) => act(schedule, { options, services }, { type: "run_now" }),
});

function act(
  scheduleId: string,
  { options, services }: { readonly options: ServerChoice & { readonly json: boolean }; readonly services: Services },
  body: Parameters<Client["commandSchedule"]>[0]["body"],
): Promise<ExitCode> {
  return withServer(options, services, async ({ client }) => {
    const { io, now } = services;
    const after = await client.commandSchedule({ parameters: { scheduleId }, body });
    io.out(options.json ? JSON.stringify(after) : drawSchedule(after, io.answers, now()));
    return exitCode.ok;
  });
}
