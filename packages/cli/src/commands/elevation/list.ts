import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawElevations } from "./draw-elevation.ts";

export const list = command({
  name: "list",
  summary: "List emergency elevations, newest first, with the time that is left",
  examples: ["steady elevation list", "steady elevation list --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const page = await client.listElevations();
      io.out(options.json ? JSON.stringify(page) : drawElevations(page.items, now()));
      return exitCode.ok;
    }),
});
