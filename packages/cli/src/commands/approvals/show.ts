import type { KeptApprovalWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { riskMark } from "../../io/risk-mark.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { commandText, drawCommandText } from "../../walk/draw-command-text.ts";

export const show = command({
  name: "show",
  summary: "Show one question: what would run, who is asked, and who said what",
  examples: ["steady approvals show apr_4fK2"],
  args: { approval: { help: "its id, as `steady approvals list` shows it" } },
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const approval = await client.getApproval({ parameters: { approvalId: args.approval } });
      io.out(options.json ? JSON.stringify(approval) : drawKeptApproval(approval, io.answers, now()));
      return exitCode.ok;
    }),
});

/** One question as people read it. */
export function drawKeptApproval(approval: KeptApprovalWire, channel: Channel, now: Date): string {
  const { paint } = channel;
  const { phase, decidedBy, decidedAt, reason } = approval;
  const by = decidedBy ? ` by ${drawLine(decidedBy.name)}` : "";
  const state = phase === "requested" ? `open until ${moment(approval.expiresAt, now)}` : `${phase}${by}`;
  const facts: readonly (readonly [string, string])[] = [
    ["state", `${state}${decidedAt ? ` ${moment(decidedAt, now)}` : ""}${reason ? `: ${drawLine(reason)}` : ""}`],
    ["step", `${drawLine(approval.step)} of ${drawLine(approval.runbookTitle)} (${approval.executionId})`],
    ["target", `${drawLine(approval.targetName)} (${approval.environment})`],
    ["asks", drawLine(approval.asks)],
    ["people", `${approval.grants.length} of ${approval.needed} said yes`],
    ...approval.grants.map(({ by: who, at }) => ["", `${drawLine(who.name)} ${moment(at, now)}`] as const),
    ...(phase === "requested" ? approval.quorums : [])
      .filter(({ granted, needed }) => granted < needed)
      .map(({ asks, granted, needed }) => ["wanted", `${needed - granted} more: ${drawLine(asks)}`] as const),
    ...(approval.isFourEyes ? [["four eyes", "not by whoever proposed it"] as const] : []),
    ["proposed by", drawLine(approval.proposedBy.name)],
    ["digest", approval.digest],
  ];
  return [
    `${approval.id}  ${riskMark(approval.risk, paint)}`,
    drawCommandText(commandText(approval.command), channel, { isWhole: true }).drawn,
    ...facts.map(([name, value]) => `  ${paint("quiet", name.padEnd(13))}${value}`),
  ].join("\n");
}
