import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnExecution } from "../executions/act-on-execution.ts";
import { proposedArguments } from "./act-on-proposed.ts";

export const cancel = command({
  name: "cancel",
  summary: "End the run of a proposed action for good; what runs is stopped first",
  examples: ["steady actions cancel exe_9xQ1 --reason 'it healed by itself'"],
  args: proposedArguments,
  options: { ...serverOptions, reason: { type: "text", value: "text", help: "why; it goes into the record" } },
  run: ({ args, options, ...services }) =>
    actOnExecution(
      args.execution,
      { options, services },
      { type: "abort", reason: options.reason ?? "cancelled on the command line" },
    ),
});
