import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";

export const example = command({
  name: "example",
  summary: "Print a policy file to start from",
  examples: ["steady policy example > policy.json"],
  async run({ options, io }) {
    const { examplePolicy } = await import("@steadyhand/policy");
    io.out(options.json ? JSON.stringify({ text: examplePolicy }) : examplePolicy.trimEnd());
    return exitCode.ok;
  },
});
