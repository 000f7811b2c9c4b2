import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { stepNamed } from "../../walk/step-named.ts";
import { drawSchedule } from "../schedule/draw-schedule.ts";
import { onceOptions, readOnce } from "../schedule/read-timing.ts";

export const followUp = command({
  name: "follow-up",
  summary: "Look at it again later: the same runbook and values once more, or only some of its steps",
  description: "The follow-up is a run of its own and asks for everything that any run asks for.",
  examples: ["steady executions follow-up exe_9xQ1 --in 5m", "steady executions follow-up exe_9xQ1 --in 5m --step 3"],
  args: { execution: { help: "its id, as `steady executions list` shows it" } },
  options: {
    ...serverOptions,
    ...onceOptions,
    step: { type: "texts", value: "number", help: "only this step; may be given several times" },
  },
  async run({ args: { execution: executionId }, options, ...services }) {
    const timing = readOnce(options);
    return withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const execution = await client.getExecution({ parameters: { executionId } });
      const only = options.step.map((named) => stepNamed(execution, named).id);
      const added = await client.followUpExecution({
        parameters: { executionId },
        body: { timing, ...(only.length > 0 && { only }) },
      });
      io.out(options.json ? JSON.stringify(added) : drawSchedule(added, io.answers, now()));
      return exitCode.ok;
    });
  },
});
