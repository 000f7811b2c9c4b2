import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawInvestigation } from "../investigations/draw-investigation.ts";
import { incidentArgument, needWhy, whyOption } from "./say-to-incident.ts";

export const investigate = command({
  name: "investigate",
  summary: "Have an incident looked into once more",
  description: "The reasoner is the one that is configured: a model where there is one, else the rules.",
  examples: ["steady incidents investigate inc_1122-k7qfx --why 'the disk was replaced'"],
  args: incidentArgument,
  options: { ...serverOptions, why: whyOption },
  async run({ args, options, ...services }) {
    const why = needWhy(options.why, `investigate ${args.incident}`);
    return withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const begun = await client.investigateIncident({ parameters: { incidentId: args.incident }, body: { why } });
      io.out(options.json ? JSON.stringify(begun) : drawInvestigation(begun, io.answers, now()));
      return exitCode.ok;
    });
  },
});
