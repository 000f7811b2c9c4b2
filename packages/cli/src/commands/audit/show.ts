import type { AuditEventWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { eventHeading, eventRow } from "./draw-event.ts";

export const show = command({
  name: "show",
  summary: "Show everything the record says of one execution, oldest first",
  examples: ["steady audit show exe_9xQ1", "steady audit show exe_9xQ1 --json"],
  args: { execution: { help: "the execution's id" } },
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io } = services;
      const items = await allEvents(client, args.execution);
      if (items.length === 0) {
        throw new OpsError(`Cannot show the record of ${args.execution}: it says nothing of it`, {
          kind: "not_found",
          code: "execution.not_found",
          hint: "`steady executions list` shows the executions there are",
        });
      }
      io.out(options.json ? JSON.stringify({ items }) : table(eventHeading, items.map(eventRow)));
      return exitCode.ok;
    }),
});

async function allEvents(client: Client, executionId: string): Promise<AuditEventWire[]> {
  const items: AuditEventWire[] = [];
  for (let after: string | undefined; ; ) {
    const page = await client.listAuditEvents({ query: { executionId, limit: 500, ...(after && { after }) } });
    items.push(...page.items);
    if (page.next === undefined) return items.sort((one, other) => one.sequence - other.sequence);
    after = page.next;
  }
}
