import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { needWhy, whyOption } from "../level/read-scope.ts";
import { drawTrust } from "./draw-trust.ts";

const trusts = [0, 1, 2] as const;

export const set = command({
  name: "set",
  summary: "Set how far a runbook is trusted: 0 by hand, 1 every step waits, 2 it has proven itself",
  examples: ["steady trust set rbk_4fK2 2 --why 'ran forty times without a failure'"],
  args: { runbook: { help: "the runbook's id" }, trust: { help: "0, 1 or 2" } },
  options: { ...serverOptions, why: whyOption },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const trust = trusts.find((one) => `${one}` === args.trust);
      if (trust === undefined) {
        throw new OpsError(`Cannot read ${args.trust} as a trust: it is 0, 1 or 2`, {
          kind: "invalid",
          code: "usage.not_a_trust",
        });
      }
      const why = needWhy(options.why, `set the trust of ${args.runbook}`);
      const view = await client.setTrust({ parameters: { runbookId: args.runbook }, body: { trust, why } });
      io.out(options.json ? JSON.stringify(view) : drawTrust(view, now()));
      return exitCode.ok;
    }),
});
