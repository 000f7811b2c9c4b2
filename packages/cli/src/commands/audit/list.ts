import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { moreLine, pageOf, pagingOptions } from "../paging.ts";
import { eventHeading, eventRow } from "./draw-event.ts";

export const list = command({
  name: "list",
  summary: "List the record's events, newest first",
  examples: ["steady audit list --type 'approval.*' --limit 20", "steady audit list --actor act_riley --json"],
  options: {
    ...serverOptions,
    ...pagingOptions,
    execution: { type: "text", value: "id", help: "of one execution" },
    runbook: { type: "text", value: "id", help: "of one runbook" },
    type: { type: "text", value: "type", help: "of one type, or a prefix that ends in .*" },
    actor: { type: "text", value: "id", help: "by one actor" },
    outcome: {
      type: "text",
      value: "outcome",
      help: "with one outcome",
      choices: ["ok", "refused", "failed", "unknown"],
    },
    since: { type: "text", value: "time", help: "from this moment on, such as 2026-11-20T03:00:00Z" },
    until: { type: "text", value: "time", help: "before this moment" },
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io } = services;
      const { execution, runbook, type, actor, since, until } = options;
      const page = await client.listAuditEvents({
        query: {
          ...pageOf(options),
          ...(execution && { executionId: execution }),
          ...(runbook && { runbookId: runbook }),
          ...(type && { type }),
          ...(actor && { actorId: actor }),
          ...(isOutcome(options.outcome) && { outcome: options.outcome }),
          ...(since && { since }),
          ...(until && { until }),
        },
      });
      if (options.json) io.out(JSON.stringify(page));
      else if (page.items.length === 0) io.talk("No event fits");
      else io.out(table(eventHeading, page.items.map(eventRow)));
      const more = moreLine(page.next);
      if (more && !options.json) io.talk(more);
      return exitCode.ok;
    }),
});

function isOutcome(text: string | undefined): text is "ok" | "refused" | "failed" | "unknown" {
  return text !== undefined;
}
