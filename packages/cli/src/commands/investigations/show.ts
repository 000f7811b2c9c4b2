import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { wholeNumber } from "../paging.ts";
import { drawInvestigation, drawTurn } from "./draw-investigation.ts";

export const investigationArgument = {
  investigation: { help: "its id, as `steady incidents show` tells it" },
} as const;

const mostTurns = 1_000;

export const show = command({
  name: "show",
  summary: "Show one investigation: each look with what it answered, the finding, and what came of it",
  examples: ["steady investigations show inv_4fK2", "steady investigations show inv_4fK2 --turn 2"],
  args: investigationArgument,
  options: {
    ...serverOptions,
    turn: { type: "text", value: "n", help: "only this look, with all that is kept of its answer" },
  },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const investigationId = args.investigation;
      if (options.turn !== undefined) {
        const turn = String(wholeNumber("--turn", options.turn, { least: 1, most: mostTurns }));
        const whole = await client.getTurn({ parameters: { investigationId, turn } });
        io.out(options.json ? JSON.stringify(whole) : drawTurn(whole, io.answers, true).join("\n"));
        return exitCode.ok;
      }
      const investigation = await client.getInvestigation({ parameters: { investigationId } });
      io.out(options.json ? JSON.stringify(investigation) : drawInvestigation(investigation, io.answers, now()));
      return exitCode.ok;
    }),
});
