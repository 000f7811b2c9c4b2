import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawPromotions } from "./draw-level.ts";

export const promotions = command({
  name: "promotions",
  summary: "List the offers to raise a level, with the evidence for each; none is ever carried out by itself",
  examples: ["steady level promotions", "steady level promotions --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const page = await client.listPromotions();
      io.out(options.json ? JSON.stringify(page) : drawPromotions(page.items, now()));
      return exitCode.ok;
    }),
});
