import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { moreLine, pageOf, pagingOptions } from "../paging.ts";

export const list = command({
  name: "list",
  summary: "List executions, newest first",
  examples: ["steady executions list", "steady executions list --json"],
  options: { ...serverOptions, ...pagingOptions },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const page = await client.listExecutions({ query: pageOf(options) });
      if (options.json) io.out(JSON.stringify(page));
      else if (page.items.length === 0) io.talk("Nothing has been run yet: `steady run FILE` starts an execution");
      else {
        const rows = page.items.map(({ id, phase, environment, targetName, startedAt, runbook }) => [
          id,
          phase.replaceAll("_", " "),
          environment,
          targetName,
          moment(startedAt, now()),
          drawLine(runbook.title),
        ]);
        io.out(table(["execution", "state", "environment", "target", "started", "runbook"], rows));
        const more = moreLine(page.next);
        if (more) io.talk(more);
      }
      return exitCode.ok;
    }),
});
