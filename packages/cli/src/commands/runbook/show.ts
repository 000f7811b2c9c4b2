import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import { drawRunbook } from "../../judge/draw-runbook.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { wholeNumber } from "../paging.ts";
import { drawStored, stepIdOf } from "./show-step.ts";

export const show = command({
  name: "show",
  summary: "Show one runbook with its steps, each command as it was judged",
  examples: [
    "steady runbook show rbk_4fK2",
    "steady runbook show rbk_4fK2 --step 3",
    "steady runbook show rbk_4fK2 --version-number 1 --json",
  ],
  args: { runbook: { help: "its id, as `steady runbook list` shows it" } },
  options: {
    ...serverOptions,
    versionNumber: { type: "text", value: "n", help: "an earlier version (default: the newest)" },
    step: { type: "text", value: "number", help: "the whole stored judgement of one step: both keys, rules, versions" },
  },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const given = options.versionNumber;
      const query = given ? { version: wholeNumber("--version-number", given, { least: 1, most: 1e9 }) } : {};
      const runbook = await client.getRunbook({ parameters: { runbookId: args.runbook }, query });
      const { id, version, parsed, importedBy, importedAt } = runbook;
      if (options.step !== undefined) {
        const stored = await client.getClassification({
          parameters: { stepId: stepIdOf(options.step, parsed) },
          query: { runbookId: id, version },
        });
        io.out(options.json ? JSON.stringify(stored) : drawStored(stored, { channel: io.answers, now: now() }));
      } else if (options.json) io.out(JSON.stringify(runbook));
      else {
        const by = `imported by ${drawLine(importedBy.name)} ${moment(importedAt, now())}`;
        io.out(`${id} version ${version}, ${by}\n\n${drawRunbook(parsed, io.answers)}`);
      }
      return exitCode.ok;
    }),
});
