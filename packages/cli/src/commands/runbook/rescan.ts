import type { RescanResultWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawCommand, drawLine } from "../../io/draw-text.ts";
import type { Channel } from "../../io/io.ts";
import { riskMark } from "../../io/risk-mark.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const rescan = command({
  name: "rescan",
  summary: "Judge kept runbooks again, after the scanner's tables have changed, and say what changed",
  description:
    "Takes the newest version of the runbook, or of every runbook. What was judged before stays in the record; the newest " +
    "judgement counts.",
  examples: ["steady runbook rescan --dry-run", "steady runbook rescan rbk_4fK2 --json"],
  args: { runbook: { help: "its id (default: every runbook)", isOptional: true } },
  options: { ...serverOptions, dryRun: { type: "boolean", help: "only say what would change; keep nothing" } },
  run: ({ args: { runbook }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io } = services;
      const result = await client.rescanRunbooks({
        body: { dryRun: options.dryRun, ...(runbook !== undefined && { runbookId: runbook }) },
      });
      io.out(options.json ? JSON.stringify(result) : drawRescan(result, io.answers));
      return exitCode.ok;
    }),
});

type Change = RescanResultWire["changed"][number];

function drawRescan(
  { dryRun, scannerVersion, runbooks, commands, changed }: RescanResultWire,
  channel: Channel,
): string {
  const looked = `${commands} ${commands === 1 ? "command" : "commands"} in ${runbooks} ${runbooks === 1 ? "runbook" : "runbooks"} judged with scanner ${scannerVersion}`;
  if (changed.length === 0) return `${looked}: nothing ${dryRun ? "would change" : "changed"}`;
  const kept = dryRun ? "would change; nothing was kept" : "changed, and kept beside what was said before";
  return [`${looked}: ${changed.length} ${kept}`, ...changed.flatMap((one) => drawChange(one, channel))].join("\n");
}

function drawChange(change: Change, { paint }: Channel): string[] {
  const { runbookId, version, title, number, purpose, command: text, before, after } = change;
  const what = purpose === "rollback" ? `rollback of step ${number}` : `step ${number}`;
  const marks = (side: Change["before"]) => `${riskMark(side.final, paint)} (scanner ${riskMark(side.scanner, paint)})`;
  return [
    "",
    `${paint("strong", drawLine(title))} ${paint("quiet", `${runbookId} version ${version}, ${what}`)}`,
    `  ${drawCommand(text).replaceAll("\n", " ↵ ")}`,
    `  ${marks(before)} -> ${marks(after)}`,
    ...(before.why === after.why ? [] : [paint("quiet", `  before: ${drawLine(before.why)}`)]),
    `  now: ${drawLine(after.why)}`,
  ];
}
