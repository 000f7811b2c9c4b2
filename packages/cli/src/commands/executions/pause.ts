import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnExecution } from "./act-on-execution.ts";

export const pause = command({
  name: "pause",
  summary: "Let nothing new of an execution start",
  examples: ["steady executions pause exe_9xQ1 --reason 'waiting for the network team'"],
  args: { execution: { help: "the execution's id" } },
  options: { ...serverOptions, reason: { type: "text", value: "text", help: "why; it goes into the record" } },
  run: ({ args, options, ...services }) =>
    actOnExecution(
      args.execution,
      { options, services },
      { type: "pause", reason: options.reason ?? "paused on the command line" },
    ),
});
