import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { exitCodeFor } from "../../walk/finish.ts";
import { drawWaiting, settle } from "./act-on-step.ts";

export const continueRun = command({
  name: "continue",
  summary: "Start an execution that goes on where an aborted one stopped",
  description:
    "It runs the same version with the same values. What was verified, done by hand or skipped there, up to the first step " +
    "that was not, is taken over and not done again; everything after it is judged and asked about afresh.",
  examples: ["steady executions continue exe_9xQ1"],
  args: { execution: { help: "the id of the execution that has ended" } },
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client, isInProcess }) => {
      const started = await client.continueExecution({ parameters: { executionId: args.execution } });
      const now = isInProcess ? await settle(started, { client, services }) : started;
      const { length } = now.steps.filter(({ from }) => from !== undefined);
      if (!options.json) services.io.talk(`${length} ${length === 1 ? "step is" : "steps are"} taken over`);
      services.io.out(options.json ? JSON.stringify(now) : drawWaiting(now));
      return exitCodeFor(now);
    }),
});
