import type { PolicyInForceWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import type { Paint } from "../../io/paint.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawPolicySource, drawPolicyWarning } from "./draw-state.ts";

export const show = command({
  name: "show",
  summary: "Show the policy in force: where it comes from, and every setting with what it comes to",
  description:
    "A setting with a * is another one than holds without a file. --document prints it as a file would hold it.",
  examples: ["steady policy show", "steady policy show --document > policy.json"],
  options: {
    ...serverOptions,
    document: { type: "boolean", help: "print only what the policy says, as JSON for a file" },
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const policy = await client.getPolicy();
      if (options.json) io.out(JSON.stringify(policy));
      else if (options.document) io.out(JSON.stringify(policy.document, undefined, 2));
      else {
        io.out(`In force: ${drawPolicySource(policy, now())}\nDigest: ${policy.sha256}`);
        io.out(drawSections(policy, io.answers.paint));
        const warning = drawPolicyWarning(policy);
        if (warning !== undefined) io.talk(io.talks.paint("caution", warning));
      }
      return exitCode.ok;
    }),
});

function drawSections({ sections }: PolicyInForceWire, paint: Paint): string {
  return sections
    .map(({ title, settings }) => {
      const rows = settings.map(({ path, says, isStandard }) => [isStandard ? " " : "*", path, drawLine(says)]);
      return `\n${paint("strong", title)}\n${table(["", "setting", "says"], rows)}`;
    })
    .join("\n");
}
