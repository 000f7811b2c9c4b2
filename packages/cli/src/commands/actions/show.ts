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
import { drawExecution } from "../../walk/draw-execution.ts";

export const show = command({
  name: "show",
  summary: "Show one action with its parameters and its risk floor, or a proposed one with what it waits for",
  examples: [
    "steady actions show http_check",
    "steady actions show orders.drain_store",
    "steady actions show exe_9xQ1",
  ],
  args: { name: { help: "its name, as `steady actions list` shows it, or the id of the run that takes it" } },
  options: serverOptions,
  run: ({ args: { name }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      if (name.startsWith("exe_")) {
        const parameters = { executionId: name };
        const execution = await client.getExecution({ parameters });
        const outputs = options.json ? undefined : await client.getOutputs({ parameters });
        io.out(
          outputs ? drawExecution(execution, { outputs, channel: io.answers, now: now() }) : JSON.stringify(execution),
        );
        return exitCode.ok;
      }
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
