import type { KeptApprovalWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { moreLine, pageOf, pagingOptions } from "../paging.ts";

const states = ["open", "decided", "all"] as const;

export const list = command({
  name: "list",
  summary: "List the questions that wait for somebody, newest first",
  examples: ["steady approvals list", "steady approvals list --state decided --execution exe_9xQ1 --json"],
  options: {
    ...serverOptions,
    ...pagingOptions,
    state: { type: "text", value: "state", help: "open, decided or all (default: open)", choices: states },
    execution: { type: "text", value: "id", help: "only questions of this execution" },
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const state = states.find((one) => one === options.state) ?? "open";
      const query = { ...pageOf(options), state, ...(options.execution && { executionId: options.execution }) };
      const page = await client.listApprovals({ query });
      if (options.json) io.out(JSON.stringify(page));
      else if (page.items.length === 0) io.talk("Nothing waits for anybody");
      else {
        const rows = page.items.map((item) => [
          item.id,
          item.phase === "requested" ? `until ${moment(item.expiresAt, now())}` : item.phase,
          item.risk,
          people(item),
          item.targetName,
          drawLine(item.step),
        ]);
        io.out(table(["approval", "state", "risk", "yes", "target", "step"], rows));
        const more = moreLine(page.next);
        if (more) io.talk(more);
      }
      return exitCode.ok;
    }),
});

function people({ grants, needed }: KeptApprovalWire): string {
  return `${grants.length} of ${needed}`;
}
