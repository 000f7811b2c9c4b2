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
  summary: "List the runbooks that are kept, newest first",
  examples: ["steady runbook list", "steady runbook list --limit 10 --json"],
  options: { ...serverOptions, ...pagingOptions },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const page = await client.listRunbooks({ query: pageOf(options) });
      if (options.json) io.out(JSON.stringify(page));
      else if (page.items.length === 0) io.talk("No runbook is kept yet: `steady runbook import FILE` keeps one");
      else {
        const rows = page.items.map(({ id, version, steps, importedAt, title }) => [
          id,
          String(version),
          String(steps),
          moment(importedAt, now()),
          drawLine(title),
        ]);
        io.out(table(["runbook", "version", "steps", "imported", "title"], rows));
        const more = moreLine(page.next);
        if (more) io.talk(more);
      }
      return exitCode.ok;
    }),
});
