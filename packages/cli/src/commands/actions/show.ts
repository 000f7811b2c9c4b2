import type { ActionWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { duration } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { riskMark } from "../../io/risk-mark.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const show = command({
  name: "show",
  summary: "Show one action: its parameters, its risk floor, and what it says of itself",
  examples: ["steady actions show http_check"],
  args: { name: { help: "its name, as `steady actions list` shows it" } },
  options: serverOptions,
  run: ({ args: { name }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io } = services;
      const action = await client.getAction({ parameters: { name } });
      io.out(options.json ? JSON.stringify(action) : drawAction(action, io.answers));
      return exitCode.ok;
    }),
});

function drawAction(action: ActionWire, { paint }: Channel): string {
  const facts: [string, string][] = [
    ["never below", riskMark(action.riskFloor, paint)],
    ["effect", `${action.effect}, on ${action.blastRadius}`],
    ["twice", action.isIdempotent ? "is the same as once" : "is not the same as once"],
    ["taken back", action.isReversible ? "it can be, or leaves nothing" : "it cannot be"],
    ["proof", drawLine(action.verification)],
    ["time limit", duration(action.timeLimitMs)],
    ["available", action.isAvailable ? "yes" : `no: ${drawLine(action.whyNot ?? "")}`],
    ...(action.hint === undefined ? [] : [["to do", drawLine(action.hint)] as [string, string]]),
  ];
  const rows = action.parameters.map(({ name, type, isRequired, standard, choices, what }) => [
    name,
    choices ? choices.join(" | ") : type.replace("_", " or "),
    isRequired ? "needed" : standard === undefined ? "optional" : `default ${JSON.stringify(standard)}`,
    drawLine(what),
  ]);
  return [
    `${paint("strong", action.name)} version ${action.version}: ${drawLine(action.title)}`,
    drawLine(action.what),
    "",
    ...facts.map(([name, value]) => `  ${paint("quiet", name.padEnd(13))}${value}`),
    "",
    table(["parameter", "type", "", "what"], rows),
  ].join("\n");
}
