import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { stepNamed } from "../../walk/step-named.ts";
import { actOnStep, stepArguments } from "./act-on-step.ts";

export const move = command({
  name: "move",
  summary: "Do a step at another place of this execution than where the runbook has it",
  examples: ["steady executions move exe_9xQ1 5 --after 2"],
  args: stepArguments,
  options: {
    ...serverOptions,
    after: { type: "text", value: "step", help: "number or id of the step it comes after (default: it comes first)" },
  },
  run: ({ args, options, ...services }) =>
    actOnStep(args, { options, services }, async ({ client, parameters }) => {
      const { executionId } = parameters;
      const execution = await client.getExecution({ parameters: { executionId } });
      const after = options.after === undefined ? undefined : stepNamed(execution, options.after).id;
      return client.commandStep({ parameters, body: { type: "move", ...(after !== undefined && { after }) } });
    }),
});
