import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { riskMark } from "../../io/risk-mark.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const list = command({
  name: "list",
  summary: "List the typed actions there are, and whether each is available here",
  examples: ["steady actions list", "steady actions list --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io } = services;
      const page = await client.listActions();
      const rows = page.items.map(({ name, riskFloor, effect, isAvailable, whyNot, title }) => [
        name,
        riskMark(riskFloor, io.answers.paint),
        effect,
        isAvailable ? "yes" : `no: ${drawLine(whyNot ?? "")}`,
        drawLine(title),
      ]);
      io.out(
        options.json ? JSON.stringify(page) : table(["action", "never below", "effect", "available", "title"], rows),
      );
      return exitCode.ok;
    }),
});
