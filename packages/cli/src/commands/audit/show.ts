import type { AuditEventWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawStory } from "./draw-story.ts";
import { readId } from "./read-id.ts";

export const show = command({
  name: "show",
  summary: "Tell the whole story of one execution, oldest first: when, who, what, how it ended and why",
  examples: ["steady audit show exe_9xQ1", "steady audit show exe_9xQ1 --full", "steady audit show exe_9xQ1 --json"],
  args: { execution: { help: "the execution's id" } },
  options: {
    ...serverOptions,
    full: { type: "boolean", help: "with the exact time, the hash and all data of each event" },
  },
  run: ({ args, options, ...services }) => {
    const executionId = readId("execution", args.execution);
    return withServer(options, services, async ({ client }) => {
      const { io } = services;
      const items = await allEvents(client, executionId);
      if (items.length === 0) {
        throw new OpsError(`Cannot show the record of ${args.execution}: it says nothing of it`, {
          kind: "not_found",
          code: "execution.not_found",
          hint: "`steady executions list` shows the executions there are",
        });
      }
      io.out(options.json ? JSON.stringify({ items }) : drawStory(items, { isFull: options.full }));
      return exitCode.ok;
    });
  },
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
