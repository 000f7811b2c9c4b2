import type { ActionWire, KeptApprovalWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { riskMark } from "../../io/risk-mark.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { commandText } from "../../walk/draw-command-text.ts";

export const list = command({
  name: "list",
  summary: "List the typed actions there are, and whether each is available here",
  examples: ["steady actions list", "steady actions list --subject orders", "steady actions list --proposed --json"],
  options: {
    ...serverOptions,
    subject: { type: "text", value: "name", help: "only what this subject offers" },
    proposed: { type: "boolean", help: "instead the actions that were proposed and wait for somebody" },
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const isOf = (name: string) => options.subject === undefined || name.startsWith(`${options.subject}.`);
      if (options.proposed) {
        const items = (await listWaiting(client)).filter(({ command: { name } }) => isOf(name));
        if (options.json) io.out(JSON.stringify({ items }));
        else if (items.length === 0) io.talk("No action waits for anybody");
        else io.out(drawWaiting(items, io.answers, now()));
        return exitCode.ok;
      }
      const page = await client.listActions();
      const items = page.items.filter(({ name }) => isOf(name));
      if (options.json) io.out(JSON.stringify({ ...page, items }));
      else if (items.length === 0) io.talk("No such subject offers an action: `steady subjects list` names them");
      else io.out(drawActions(items, io.answers));
      return exitCode.ok;
    }),
});

function drawActions(items: readonly ActionWire[], { paint }: Channel): string {
  const rows = items.map(({ name, riskFloor, effect, isAvailable, whyNot, title }) => [
    name,
    riskMark(riskFloor, paint),
    effect,
    isAvailable ? "yes" : `no: ${drawLine(whyNot ?? "")}`,
    drawLine(title),
  ]);
  return table(["action", "never below", "effect", "available", "title"], rows);
}

type ActionApproval = KeptApprovalWire & { readonly command: { readonly kind: "action" } };

/** All that is open, whatever page it stands on: it is what people have to decide. */
async function listWaiting(client: Client): Promise<readonly ActionApproval[]> {
  const found: ActionApproval[] = [];
  for (let after: string | undefined; ; ) {
    const page = await client.listApprovals({ query: { state: "open", limit: 500, ...(after && { after }) } });
    found.push(...page.items.filter((one): one is ActionApproval => one.command.kind === "action"));
    if (page.next === undefined) return found;
    after = page.next;
  }
}

function drawWaiting(items: readonly ActionApproval[], { paint }: Channel, now: Date): string {
  const rows = items.map((item) => [
    item.executionId,
    riskMark(item.risk, paint),
    item.targetName,
    `until ${moment(item.expiresAt, now)}`,
    drawLine(commandText(item.command)),
  ]);
  return table(["run", "risk", "target", "waits", "action"], rows);
}
