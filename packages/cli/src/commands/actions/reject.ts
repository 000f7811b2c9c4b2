import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { decideProposed, proposedArguments } from "./act-on-proposed.ts";

export const reject = command({
  name: "reject",
  summary: "Say no to a proposed action; its run waits for another decision",
  examples: ["steady actions reject exe_9xQ1 --reason 'it is being replaced'"],
  args: proposedArguments,
  options: { ...serverOptions, reason: { type: "text", value: "text", help: "why; it goes into the record" } },
  run: ({ args, options, ...services }) =>
    decideProposed(
      args.execution,
      { options, services },
      { type: "reject", reason: options.reason ?? "rejected on the command line" },
    ),
});
