import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { needDigest } from "../approvals/need-digest.ts";
import { decideProposed, proposedArguments } from "./act-on-proposed.ts";

export const approve = command({
  name: "approve",
  summary: "Say yes to a proposed action, for exactly the bytes of one digest",
  description:
    "The digest says what was looked at: if anything has changed since, nothing runs. A dangerous action also needs its " +
    "target's name, typed exactly: of an action of a subject that is the subject's name.",
  examples: [
    "steady actions approve exe_9xQ1 --digest sha256:5d41…",
    "steady actions approve exe_9xQ1 --digest sha256:7d79… --target orders",
  ],
  args: proposedArguments,
  options: {
    ...serverOptions,
    digest: { type: "text", value: "sha256:hex", help: "of the proposal that was looked at" },
    target: { type: "text", value: "name", help: "the target's exact name, where it has to be typed" },
  },
  async run({ args, options, ...services }) {
    const { target } = options;
    const digest = needDigest(options.digest, { what: args.execution, look: `steady actions show ${args.execution}` });
    const decision = { type: "grant" as const, digest, ...(target !== undefined && { typedTarget: target }) };
    return decideProposed(args.execution, { options, services }, decision);
  },
});
