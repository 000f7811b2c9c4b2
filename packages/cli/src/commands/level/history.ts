import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawHistory } from "./draw-level.ts";
import { readScope, scopeHelp } from "./read-scope.ts";

export const history = command({
  name: "history",
  summary: "Show every level that a subject or project has had, newest first, with who, when and why",
  examples: ["steady level history api"],
  args: { scope: { help: scopeHelp } },
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const { history: changes } = await client.getLevel({ parameters: readScope(args.scope) });
      io.out(options.json ? JSON.stringify({ items: changes }) : drawHistory(changes, now()));
      return exitCode.ok;
    }),
});
