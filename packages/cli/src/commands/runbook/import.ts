import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { readInput } from "../../io/read-input.ts";
import { drawRiskCounts } from "../../judge/count-risks.ts";
import { mostRunbookBytes, readRunbook } from "../../judge/read-runbook.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const importRunbook = command({
  name: "import",
  summary: "Keep a runbook, or a new version of one",
  description:
    "The same text again gives the version there is. Both keys judge every command before it is kept, and what they said " +
    "stays with it.",
  examples: ["steady runbook import restart-api.md", "steady runbook import --as rbk_4fK2 restart-api.md"],
  args: { file: { help: "a file, or - to read standard input" } },
  options: {
    ...serverOptions,
    as: { type: "text", value: "runbook", help: "keep it as the next version of this runbook" },
  },
  async run({ args: { file }, options, ...services }) {
    const bytes = await readInput(file, { ...services, mostBytes: mostRunbookBytes });
    // Read here first: what cannot be read is refused before a server is started.
    const { source: text } = await readRunbook(bytes);
    return withServer(options, services, async ({ client }) => {
      const result = await client.importRunbook({ body: { text, ...(options.as && { runbookId: options.as }) } });
      const { runbook, isNew } = result;
      if (options.json) services.io.out(JSON.stringify(result));
      else {
        const state = isNew ? "imported" : "was there already";
        services.io.out(
          `${runbook.id} version ${runbook.version} ${state}: ${drawLine(runbook.title)} (${runbook.steps} steps)\n` +
            drawRiskCounts(runbook.parsed, services.io.answers.paint),
        );
      }
      return exitCode.ok;
    });
  },
});
