import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnExecution } from "./act-on-execution.ts";

export const rollbackRun = command({
  name: "rollback-run",
  summary: "Take a whole execution back, newest step first; each rollback waits for approval like any step",
  description:
    "A step without a rollback waits for a person: `steady executions done` says that it was undone by hand, `skip` lets it " +
    "stand. What only read is passed over. A run that has ended can be taken back too, once.",
  examples: ["steady executions rollback-run exe_9xQ1 --reason 'the release is withdrawn'"],
  args: { execution: { help: "the execution's id" } },
  options: { ...serverOptions, reason: { type: "text", value: "text", help: "why; it goes into the record" } },
  run: ({ args, options, ...services }) =>
    actOnExecution(
      args.execution,
      { options, services },
      { type: "roll_back_run", reason: options.reason ?? "taken back on the command line" },
    ),
});
