import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawState, drawTiming } from "./draw-schedule.ts";

export const list = command({
  name: "list",
  summary: "List what is to be started later, ended schedules last",
  examples: ["steady schedule list", "steady schedule list --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const page = await client.listSchedules();
      if (options.json) io.out(JSON.stringify(page));
      else if (page.items.length === 0) io.talk("Nothing is scheduled: `steady schedule add RUNBOOK --in 5m` does it");
      else {
        const rows = page.items.map((one) => [
          one.id,
          drawTiming(one),
          drawState(one, now()),
          one.last?.outcome ?? "",
          drawLine(one.name),
        ]);
        io.out(table(["schedule", "when", "next", "last", "name"], rows));
      }
      return exitCode.ok;
    }),
});
