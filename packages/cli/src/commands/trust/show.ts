import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawTrust, drawTrustHistory, drawTrustList } from "./draw-trust.ts";

export const show = command({
  name: "show",
  summary: "Show how far runbooks are trusted and which are locked, with who, when and why",
  examples: ["steady trust show", "steady trust show rbk_4fK2 --json"],
  args: { runbook: { help: "a runbook's id; all of which something was said when left out", isOptional: true } },
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      if (args.runbook === undefined) {
        const page = await client.listTrust();
        io.out(options.json ? JSON.stringify(page) : drawTrustList(page.items, now()));
        return exitCode.ok;
      }
      const trust = await client.getTrust({ parameters: { runbookId: args.runbook } });
      if (options.json) io.out(JSON.stringify(trust));
      else {
        io.out(drawTrust(trust, now()));
        if (trust.history.length > 0) io.out(`\n${drawTrustHistory(trust.history, now())}`);
      }
      return exitCode.ok;
    }),
});
