import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnApproval, approvalArguments } from "./act-on-approval.ts";

export const reject = command({
  name: "reject",
  summary: "Say no to one question; its step waits for another decision",
  examples: ["steady approvals reject apr_4fK2 --reason 'the backup is not done'"],
  args: approvalArguments,
  options: { ...serverOptions, reason: { type: "text", value: "text", help: "why; it goes into the record" } },
  run: ({ args, options, ...services }) =>
    actOnApproval(args.approval, { options, services }, () => ({
      type: "reject",
      reason: options.reason ?? "rejected on the command line",
    })),
});
