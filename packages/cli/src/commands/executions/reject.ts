import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnStep, stepArguments } from "./act-on-step.ts";

export const reject = command({
  name: "reject",
  summary: "Say no to the step that waits for approval",
  examples: ["steady executions reject exe_9xQ1 3 --reason 'wrong cluster'"],
  args: stepArguments,
  options: { ...serverOptions, reason: { type: "text", value: "text", help: "why; it goes into the record" } },
  run: ({ args, options, ...services }) =>
    actOnStep(args, { options, services }, ({ client, parameters }) =>
      client.decideApproval({
        parameters,
        body: { type: "reject", reason: options.reason ?? "rejected on the command line" },
      }),
    ),
});
