import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawExecution } from "../../walk/draw-execution.ts";
import { follow } from "../../walk/follow.ts";
import { hasEnded } from "../../walk/situation.ts";

export const show = command({
  name: "show",
  summary: "Show one execution: steps, output, and what it waits for",
  examples: ["steady executions show exe_9xQ1", "steady executions show exe_9xQ1 --follow"],
  args: { execution: { help: "its id, as `steady executions list` shows it" } },
  options: { ...serverOptions, follow: { type: "boolean", help: "go on showing what happens until it has ended" } },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const parameters = { executionId: args.execution };
      const execution = await client.getExecution({ parameters });
      const outputs = await client.getOutputs({ parameters });
      if (!options.follow) {
        io.out(
          options.json
            ? JSON.stringify(execution)
            : drawExecution(execution, { outputs, channel: io.answers, now: now() }),
        );
        return exitCode.ok;
      }
      const last = await follow(execution, { client, services });
      if (options.json) io.out(JSON.stringify(last));
      return hasEnded(last) ? exitCode.ok : exitCode.interrupted;
    }),
});
