import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import { drawRunbook } from "../../judge/draw-runbook.ts";
import { serverOptions, withServer } from "../../session/with-server.ts";
import { wholeNumber } from "../paging.ts";

export const show = command({
  name: "show",
  summary: "Show one runbook with its steps, each command judged",
  examples: ["steady runbook show rbk_4fK2", "steady runbook show rbk_4fK2 --version-number 1 --json"],
  args: { runbook: { help: "its id, as `steady runbook list` shows it" } },
  options: {
    ...serverOptions,
    versionNumber: { type: "text", value: "n", help: "an earlier version (default: the newest)" },
  },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const version = options.versionNumber;
      const query = version ? { version: wholeNumber("--version-number", version, { least: 1, most: 1e9 }) } : {};
      const runbook = await client.getRunbook({ parameters: { runbookId: args.runbook }, query });
      if (options.json) io.out(JSON.stringify(runbook));
      else {
        const by = `imported by ${drawLine(runbook.importedBy.name)} ${moment(runbook.importedAt, now())}`;
        io.out(`${runbook.id} version ${runbook.version}, ${by}\n\n${drawRunbook(runbook.parsed, io.answers)}`);
      }
      return exitCode.ok;
    }),
});
