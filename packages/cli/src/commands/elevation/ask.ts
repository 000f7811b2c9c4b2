import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { needWhy, readScope, scopeHelp, whyOption } from "../level/read-scope.ts";
import { drawElevations } from "./draw-elevation.ts";

export const ask = command({
  name: "ask",
  summary: "Ask for one level more for a while; somebody else has to grant it, and it ends by itself",
  examples: ["steady elevation ask api --minutes 30 --why 'every node restarts at once'"],
  args: { scope: { help: scopeHelp } },
  options: {
    ...serverOptions,
    minutes: { type: "text", value: "1-60", help: "how long it lasts once granted (default: 30)" },
    why: whyOption,
  },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const { minutes = "30" } = options;
      if (!/^[1-9]\d?$/.test(minutes) || Number(minutes) > 60) {
        throw new OpsError(`Cannot read --minutes ${minutes}: an elevation lasts 1 to 60 minutes`, {
          kind: "invalid",
          code: "usage.not_minutes",
        });
      }
      const reason = needWhy(options.why, "ask for an elevation");
      const asked = await client.askElevation({
        body: { scope: readScope(args.scope), reason, minutes: Number(minutes) },
      });
      io.out(options.json ? JSON.stringify(asked) : drawElevations([asked], now()));
      if (!options.json) io.talk(`Somebody else grants it: steady elevation grant ${asked.id}`);
      return exitCode.ok;
    }),
});
