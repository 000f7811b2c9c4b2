import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";

export const schema = command({
  name: "schema",
  summary: "Print the JSON Schema of policy.json, for editors",
  description:
    "Works alone. Name the file it is kept in under `$schema` of a policy, and an editor completes and checks it.",
  examples: ["steady policy schema > policy.schema.json"],
  async run({ options, io }) {
    const { policyJsonSchema } = await import("@steadyhand/policy");
    io.out(JSON.stringify(policyJsonSchema(), undefined, options.json ? 0 : 2));
    return exitCode.ok;
  },
});
