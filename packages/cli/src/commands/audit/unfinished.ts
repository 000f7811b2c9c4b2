import type { UnfinishedIntentWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { duration } from "../../io/duration.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

const heading = ["event", "for", "execution", "step", "server", "what is done about it"] as const;

export const unfinished = command({
  name: "unfinished",
  summary: "List what was recorded before it was done and has no outcome yet",
  description:
    "Everything that changes something is recorded before it is done, and its outcome after. What stands between the two " +
    "is running now, or was when a server was lost.",
  examples: ["steady audit unfinished", "steady audit unfinished --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io } = services;
      const { items } = await client.listUnfinished();
      if (options.json) io.out(JSON.stringify({ items }));
      else if (items.length === 0) io.talk("Everything that was begun has an outcome");
      else io.out(table(heading, items.map(row)));
      return exitCode.ok;
    }),
});

function row({ sequence, ageMs, executionId, stepId, node, does }: UnfinishedIntentWire): string[] {
  const server = node === undefined ? "this one" : `${drawLine(node.name)}${node.isLiving ? "" : " (gone)"}`;
  return [sequence === undefined ? "" : String(sequence), duration(ageMs), executionId, stepId, server, does];
}
