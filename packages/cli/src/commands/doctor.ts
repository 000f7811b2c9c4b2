import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../command/command.ts";
import { examine } from "../doctor/examine.ts";
import { drawLine } from "../io/draw-text.ts";
import { serverOptions } from "../session/server-options.ts";

export const doctor = command({
  name: "doctor",
  summary: "Check everything that Steadyhand needs, and say what to do about what is missing",
  examples: ["steady doctor", "steady doctor --data /srv/steadyhand --json"],
  options: serverOptions,
  async run({ options, ...services }) {
    const { io } = services;
    const checks = await examine(options, services);
    const isWell = checks.every(({ state }) => state !== "problem");
    if (options.json) io.out(JSON.stringify({ isWell, checks }));
    else {
      for (const { name, state, found, todo } of checks) {
        const hint = todo === undefined ? "" : `\n${" ".repeat(23)}${drawLine(todo)}`;
        io.out(`${state.padEnd(9)}${name.padEnd(14)}${drawLine(found)}${hint}`);
      }
    }
    return isWell ? exitCode.ok : exitCode.failed;
  },
});
