import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnStep, stepArguments } from "./act-on-step.ts";

export const edit = command({
  name: "edit",
  summary: "Change a step's command for this execution; it is judged and asked again",
  examples: ["steady executions edit exe_9xQ1 3 'kubectl get pods -n shop'"],
  args: { ...stepArguments, command: { help: "the new command, in quotes" } },
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    actOnStep(args, { options, services }, ({ client, parameters }) =>
      client.commandStep({ parameters, body: { type: "edit", command: args.command } }),
    ),
});
