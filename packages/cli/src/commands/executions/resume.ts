import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnExecution } from "./act-on-execution.ts";

export const resume = command({
  name: "resume",
  summary: "Let a paused execution go on",
  examples: ["steady executions resume exe_9xQ1"],
  args: { execution: { help: "the execution's id" } },
  options: serverOptions,
  run: ({ args, options, ...services }) => actOnExecution(args.execution, { options, services }, { type: "resume" }),
});
