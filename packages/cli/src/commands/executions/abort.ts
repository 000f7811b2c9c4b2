import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnExecution } from "./act-on-execution.ts";

export const abort = command({
  name: "abort",
  summary: "End an execution for good; what runs is stopped first",
  examples: ["steady executions abort exe_9xQ1 --reason 'wrong runbook'"],
  args: { execution: { help: "the execution's id" } },
  options: { ...serverOptions, reason: { type: "text", value: "text", help: "why; it goes into the record" } },
  run: ({ args, options, ...services }) =>
    actOnExecution(
      args.execution,
      { options, services },
      { type: "abort", reason: options.reason ?? "aborted on the command line" },
    ),
});
