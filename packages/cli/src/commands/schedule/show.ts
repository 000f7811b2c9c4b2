import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawSchedule } from "./draw-schedule.ts";

export const show = command({
  name: "show",
  summary: "Show one schedule: when it is due next, and what came of it last",
  examples: ["steady schedule show sch_4fK2"],
  args: { schedule: { help: "its id, as `steady schedule list` shows it" } },
  options: serverOptions,
  run: ({ args: { schedule: scheduleId }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const found = await client.getSchedule({ parameters: { scheduleId } });
      io.out(options.json ? JSON.stringify(found) : drawSchedule(found, io.answers, now()));
      return exitCode.ok;
    }),
});
