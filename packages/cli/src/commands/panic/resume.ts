import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { missingArgument } from "../../missing-argument.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawPanic } from "./draw-panic.ts";

export const resume = command({
  name: "resume",
  summary: "Ask, as an admin, to end the panic; a second person confirms",
  examples: ['steady panic resume --reason "it was the right cluster"'],
  options: {
    reason: { type: "text", value: "text", help: "why it may end; whoever confirms reads it" },
    ...serverOptions,
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const { reason } = options;
      if (reason === undefined) throw missingArgument("ask to end the panic", "the reason with --reason");
      const view = await client.askResume({ body: { reason } });
      io.out(options.json ? JSON.stringify(view) : drawPanic(view, now(), io.answers.paint));
      return exitCode.ok;
    }),
});
