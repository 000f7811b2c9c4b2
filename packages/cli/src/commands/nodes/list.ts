import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { duration, moment } from "../../io/duration.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const list = command({
  name: "list",
  summary: "List the servers that share this database, whether each lives, and how much it carries",
  examples: ["steady nodes list", "steady nodes list --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const page = await client.listNodes();
      const rows = page.items.map(({ name, isThis, state, leaseLeftMs, target, carries, address, startedAt }) => [
        `${drawLine(name)}${isThis ? " (this one)" : ""}`,
        state === "living" ? "living" : `gone for ${duration(-leaseLeftMs)}`,
        drawLine(target),
        String(carries),
        address === undefined ? "its socket only" : drawLine(address),
        moment(startedAt, now()),
      ]);
      const head = ["node", "state", "target", "carries", "address", "started"];
      io.out(options.json ? JSON.stringify(page) : table(head, rows));
      return exitCode.ok;
    }),
});
