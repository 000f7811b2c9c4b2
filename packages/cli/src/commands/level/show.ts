import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawLevel, drawLevels } from "./draw-level.ts";
import { readScope, scopeHelp } from "./read-scope.ts";

export const show = command({
  name: "show",
  summary: "Show how far subjects and projects may go by themselves, who said so and what the next level takes",
  examples: ["steady level show", "steady level show api", "steady level show project:payments --json"],
  args: { scope: { help: `${scopeHelp}; all of them when left out`, isOptional: true } },
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      if (args.scope === undefined) {
        const page = await client.listLevels();
        io.out(options.json ? JSON.stringify(page) : drawLevels(page.items, now()));
        return exitCode.ok;
      }
      const level = await client.getLevel({ parameters: readScope(args.scope) });
      io.out(options.json ? JSON.stringify(level) : drawLevel(level, now()));
      return exitCode.ok;
    }),
});
