import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnStep, stepArguments } from "./act-on-step.ts";

export const rollback = command({
  name: "rollback",
  summary: "Ask for a step's rollback; it waits for approval like any step",
  examples: ["steady executions rollback exe_9xQ1 3"],
  args: stepArguments,
  options: { ...serverOptions },
  run: ({ args, options, ...services }) =>
    actOnStep(args, { options, services }, ({ client, parameters }) =>
      client.commandStep({ parameters, body: { type: "roll_back" } }),
    ),
});
