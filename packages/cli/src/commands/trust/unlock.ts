import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { needWhy, whyOption } from "../level/read-scope.ts";
import { drawTrust } from "./draw-trust.ts";

export const unlock = command({
  name: "unlock",
  summary: "Unlock a runbook",
  examples: ["steady trust unlock rbk_4fK2 --why 'step 4 is corrected in version 7'"],
  args: { runbook: { help: "the runbook's id" } },
  options: { ...serverOptions, why: whyOption },
  run: ({ args: { runbook: runbookId }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const body = { isLocked: false, why: needWhy(options.why, `unlock ${runbookId}`) };
      const view = await client.lockRunbook({ parameters: { runbookId }, body });
      io.out(options.json ? JSON.stringify(view) : drawTrust(view, now()));
      return exitCode.ok;
    }),
});
