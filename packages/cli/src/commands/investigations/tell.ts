import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawInvestigation } from "./draw-investigation.ts";
import { investigationArgument } from "./show.ts";

export const tell = command({
  name: "tell",
  summary: "Tell an investigation that is looking something that it cannot see",
  description:
    "It is shown to the reasoner as a person's word, and stands in the record. It decides nothing and approves nothing.",
  examples: ["steady investigations tell inv_4fK2 'the rack lost power at ten past three'"],
  args: { ...investigationArgument, text: { help: "what it should know" } },
  options: serverOptions,
  run: ({ args: { investigation: investigationId, text }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const told = await client.tellInvestigation({ parameters: { investigationId }, body: { text } });
      io.out(options.json ? JSON.stringify(told) : drawInvestigation(told, io.answers, now()));
      return exitCode.ok;
    }),
});
