import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawDrill } from "./draw-panic.ts";

export const drill = command({
  name: "drill",
  summary: "Measure the way of a press without stopping anything, and record the result",
  examples: ["steady panic drill", "steady panic drill --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const result = await client.drillPanic();
      services.io.out(options.json ? JSON.stringify(result) : drawDrill(result));
      return result.isSound ? exitCode.ok : exitCode.failed;
    }),
});
