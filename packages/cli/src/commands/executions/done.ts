import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnStep, stepArguments } from "./act-on-step.ts";

export const done = command({
  name: "done",
  summary: "Say that a step was done by hand",
  examples: ["steady executions done exe_9xQ1 3 --note 'pager silenced'"],
  args: stepArguments,
  options: { ...serverOptions, note: { type: "text", value: "text", help: "goes into the record" } },
  run: ({ args, options, ...services }) =>
    actOnStep(args, { options, services }, ({ client, parameters }) =>
      client.commandStep({ parameters, body: { type: "done", note: options.note ?? "" } }),
    ),
});
