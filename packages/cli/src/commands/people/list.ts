import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const list = command({
  name: "list",
  summary: "List the people who can sign in",
  examples: ["steady people list", "steady people list --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const page = await client.listPeople();
      const rows = page.items.map(({ actor, addedAt, roles }) => [
        actor.id,
        drawLine(actor.name),
        roles.join(", "),
        moment(addedAt, now()),
      ]);
      io.out(options.json ? JSON.stringify(page) : table(["person", "name", "roles", "added"], rows));
      return exitCode.ok;
    }),
});
