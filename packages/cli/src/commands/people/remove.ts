import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const remove = command({
  name: "remove",
  summary: "Let somebody in no more; what they did stays in the record",
  examples: ["steady people remove act_riley"],
  args: { person: { help: "their id, as `steady people list` shows it" } },
  options: serverOptions,
  run: ({ args: { person }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      await client.removePerson({ parameters: { actorId: person } });
      services.io.out(options.json ? JSON.stringify({ removed: person }) : `${person} can sign in no more`);
      return exitCode.ok;
    }),
});
