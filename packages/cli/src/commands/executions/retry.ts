import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnStep, stepArguments } from "./act-on-step.ts";

export const retry = command({
  name: "retry",
  summary: "Have a failed step judged and asked again",
  examples: ["steady executions retry exe_9xQ1 3"],
  args: stepArguments,
  options: { ...serverOptions },
  run: ({ args, options, ...services }) =>
    actOnStep(args, { options, services }, ({ client, parameters }) =>
      client.commandStep({ parameters, body: { type: "retry" } }),
    ),
});
