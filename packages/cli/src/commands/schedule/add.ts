import { environments, isEnvironment } from "@steadyhand/core/autonomy";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { readValues } from "../../walk/values.ts";
import { drawSchedule } from "./draw-schedule.ts";
import { onceOptions, readTiming } from "./read-timing.ts";

export const add = command({
  name: "add",
  summary: "Start a kept runbook or workflow later, or again and again",
  description:
    "It is started on your behalf and takes the same road as any run: what needs a person's word waits for it. Times that " +
    "were missed while nothing ran are made up for by one run; a run is left out while the one before has not ended.",
  examples: [
    "steady schedule add rbk_4fK2 --cron '30 2 * * 1-5' --time-zone Europe/Vienna --env test",
    "steady schedule add rbk_4fK2 --in 2h --var host=db-3",
  ],
  args: { runbook: { help: "its id, as `steady runbook list` shows it" } },
  options: {
    ...serverOptions,
    ...onceOptions,
    cron: { type: "text", value: "expression", help: "again and again: minute, hour, day, month, weekday" },
    timeZone: { type: "text", value: "zone", help: "the zone that --cron is read in (default: this machine's)" },
    name: { type: "text", value: "name", help: "what it is called (default: the runbook's title)" },
    env: { type: "text", value: "environment", help: "where it runs (default: development)", choices: environments },
    var: { type: "texts", value: "name=value", help: "a value for one of the runbook's variables" },
    subject: { type: "text", value: "name", help: "what it changes (default: the target's name)" },
    project: { type: "text", value: "name", help: "what its subject belongs to (default: default)" },
    dryRun: { type: "boolean", help: "everything but the effect, each time" },
  },
  async run({ args: { runbook: runbookId }, options, ...services }) {
    const timing = readTiming(options);
    const { env = "development", subject, project } = options;
    return withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const runbook = await client.getRunbook({ parameters: { runbookId }, query: {} });
      const added = await client.addSchedule({
        body: {
          name: options.name ?? runbook.title.slice(0, 200),
          timing,
          start: {
            runbookId,
            version: runbook.version,
            // The command line takes no other choice.
            environment: isEnvironment(env) ? env : "production",
            mode: options.dryRun ? "dry_run" : "run",
            values: readValues(options.var),
            ...(subject !== undefined && { subject }),
            ...(project !== undefined && { project }),
          },
        },
      });
      io.out(options.json ? JSON.stringify(added) : drawSchedule(added, io.answers, now()));
      return exitCode.ok;
    });
  },
});
