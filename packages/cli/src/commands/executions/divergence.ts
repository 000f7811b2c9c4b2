import type { DivergenceWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawCommand, drawLine } from "../../io/draw-text.ts";
import type { Channel } from "../../io/io.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const divergence = command({
  name: "divergence",
  summary: "Say what an execution did otherwise than its runbook, and write it into the runbook",
  description:
    "What was edited, added and moved is taken over unless --take chooses. --apply saves the text as the runbook's next " +
    "version; without it nothing is kept. What no text was found for is left to you.",
  examples: [
    "steady executions divergence exe_9xQ1",
    "steady executions divergence exe_9xQ1 --take edited:stp_3,skipped:stp_5 --apply",
  ],
  args: { execution: { help: "the execution's id" } },
  options: {
    ...serverOptions,
    take: { type: "text", value: "names", help: "what to take over, by name, separated by commas" },
    apply: { type: "boolean", help: "save it as the runbook's next version" },
  },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io } = services;
      const parameters = { executionId: args.execution };
      const take = options.take?.split(",").map((name) => name.trim());
      if (!options.apply) {
        const found = await client.getDivergence({ parameters, query: take ? { take: take.join(",") } : {} });
        io.out(options.json ? JSON.stringify(found) : drawDivergence(found, io.answers));
        return exitCode.ok;
      }
      const applied = await client.applyDivergence({ parameters, body: take ? { take } : {} });
      const { runbook, isNew } = applied;
      const saved = isNew ? `saved as version ${runbook.version}` : `version ${runbook.version} says it already`;
      const text = `${drawDivergence(applied.divergence, io.answers)}\n${drawLine(runbook.title)}: ${saved} (${runbook.id})`;
      io.out(options.json ? JSON.stringify(applied) : text);
      return exitCode.ok;
    }),
});

const patchWords = {
  written: "in the patch",
  left: "not taken; name it in --take to take it",
  by_hand: "not in the patch: write it by hand",
} as const;

function drawDivergence({ executionId, items, runbookId, version }: DivergenceWire, { paint }: Channel): string {
  if (items.length === 0) return `${executionId} did everything as version ${version} of ${runbookId} prescribes`;
  const lines = items.flatMap(({ name, said, prescribed, done, patch }) => [
    `${drawLine(said)}  ${paint("quiet", `${name}, ${patchWords[patch]}`)}`,
    ...(prescribed === undefined
      ? []
      : drawCommand(prescribed)
          .split("\n")
          .map((line) => `  - ${line}`)),
    ...(done === undefined
      ? []
      : drawCommand(done)
          .split("\n")
          .map((line) => `  + ${line}`)),
  ]);
  return [`${executionId} and version ${version} of ${runbookId}:`, ...lines].join("\n");
}
