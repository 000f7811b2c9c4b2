import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnApproval, approvalArguments } from "./act-on-approval.ts";
import { needDigest } from "./need-digest.ts";

export const approve = command({
  name: "approve",
  summary: "Say yes to one question, for exactly the bytes of one digest",
  description:
    "The digest says what was looked at: if the step has changed since, nothing runs. Where several people are asked, the " +
    "step runs with the last yes that it takes.",
  examples: [
    "steady approvals approve apr_4fK2 --digest sha256:5d41…",
    "steady approvals approve apr_4fK2 --digest sha256:7d79… --target db-3",
  ],
  args: approvalArguments,
  options: {
    ...serverOptions,
    digest: { type: "text", value: "sha256:hex", help: "of the proposal that was looked at" },
    target: { type: "text", value: "name", help: "the target's exact name, where it has to be typed" },
  },
  async run({ args, options, ...services }) {
    const { target } = options;
    const digest = needDigest(options.digest, { what: args.approval, look: `steady approvals show ${args.approval}` });
    return actOnApproval(args.approval, { options, services }, () => ({
      type: "grant",
      digest,
      ...(target !== undefined && { typedTarget: target }),
    }));
  },
});
