import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { needDigest } from "../approvals/need-digest.ts";
import { actOnStep, stepArguments } from "./act-on-step.ts";

export const approve = command({
  name: "approve",
  summary: "Grant the approval that a step waits for, for exactly the bytes of one digest",
  description:
    "The digest says what was looked at: if the step has changed since, nothing runs. A dangerous step also needs its " +
    "target's name, typed exactly. `steady executions show` gives both; `steady run EXECUTION` asks step by step instead.",
  examples: [
    "steady executions approve exe_9xQ1 3 --digest sha256:5d41…",
    "steady executions approve exe_9xQ1 4 --digest sha256:7d79… --target db-3",
  ],
  args: stepArguments,
  options: {
    ...serverOptions,
    digest: { type: "text", value: "sha256:hex", help: "of the proposal that was looked at" },
    target: { type: "text", value: "name", help: "the target's exact name; a dangerous step needs it" },
  },
  async run({ args, options, ...services }) {
    const { target } = options;
    const digest = needDigest(options.digest, {
      what: `step ${args.step} of ${args.execution}`,
      look: `steady executions show ${args.execution}`,
    });
    return actOnStep(args, { options, services }, ({ client, parameters }) =>
      client.decideApproval({ parameters, body: { type: "grant", digest, ...(target && { typedTarget: target }) } }),
    );
  },
});
