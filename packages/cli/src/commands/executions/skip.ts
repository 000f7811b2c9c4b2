import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnStep, stepArguments } from "./act-on-step.ts";

export const skip = command({
  name: "skip",
  summary: "Go on without a step",
  examples: ["steady executions skip exe_9xQ1 3 --reason 'already done'"],
  args: stepArguments,
  options: { ...serverOptions, reason: { type: "text", value: "text", help: "why; it goes into the record" } },
  run: ({ args, options, ...services }) =>
    actOnStep(args, { options, services }, ({ client, parameters }) =>
      client.commandStep({
        parameters,
        body: { type: "skip", reason: options.reason ?? "skipped on the command line" },
      }),
    ),
});
