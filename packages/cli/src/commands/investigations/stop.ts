import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawInvestigation } from "./draw-investigation.ts";
import { investigationArgument } from "./show.ts";

export const stop = command({
  name: "stop",
  summary: "Stop an investigation that is looking; nothing more is done about its incident by itself",
  examples: ["steady investigations stop inv_4fK2 --reason 'I know what it is'"],
  args: investigationArgument,
  options: { ...serverOptions, reason: { type: "text", value: "text", help: "why; it goes into the record" } },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const stopped = await client.stopInvestigation({
        parameters: { investigationId: args.investigation },
        body: { reason: options.reason ?? "stopped on the command line" },
      });
      io.out(options.json ? JSON.stringify(stopped) : drawInvestigation(stopped, io.answers, now()));
      return exitCode.ok;
    }),
});
