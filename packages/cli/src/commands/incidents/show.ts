import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawIncident } from "./draw-incident.ts";
import { incidentArgument } from "./say-to-incident.ts";

export const show = command({
  name: "show",
  summary: "Tell the story of one incident: what is wrong since when, why, what was done about it, what comes next",
  examples: ["steady incidents show inc_1122-k7qfx", "steady incidents show inc_1122-k7qfx --json"],
  args: incidentArgument,
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const incident = await client.getIncident({ parameters: { incidentId: args.incident } });
      if (options.json) {
        io.out(JSON.stringify(incident));
        return exitCode.ok;
      }
      const last = incident.investigations.at(-1);
      const investigation = last && (await client.getInvestigation({ parameters: { investigationId: last.id } }));
      io.out(drawIncident(incident, { investigation, channel: io.answers, now: now() }));
      return exitCode.ok;
    }),
});
