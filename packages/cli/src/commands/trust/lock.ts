import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { needWhy, whyOption } from "../level/read-scope.ts";
import { drawTrust } from "./draw-trust.ts";

export const lock = command({
  name: "lock",
  summary: "Lock a runbook: nothing of it runs until it is unlocked",
  examples: ["steady trust lock rbk_4fK2 --why 'step 4 deletes the wrong table'"],
  args: { runbook: { help: "the runbook's id" } },
  options: { ...serverOptions, why: whyOption },
  run: ({ args: { runbook: runbookId }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const body = { isLocked: true, why: needWhy(options.why, `lock ${runbookId}`) };
      const view = await client.lockRunbook({ parameters: { runbookId }, body });
      io.out(options.json ? JSON.stringify(view) : drawTrust(view, now()));
      return exitCode.ok;
    }),
});
