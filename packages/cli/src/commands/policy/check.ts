import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { missingArgument } from "../../missing-argument.ts";
import { serverOptions } from "../../session/server-options.ts";
import { drawProblems, findPolicyFile, readPolicyFile } from "./policy-file.ts";

export const check = command({
  name: "check",
  summary: "Check a policy file: its form, its keys, and the limits that are hard",
  description:
    "Works alone. Ends with 1 when there is a problem; each is told with its line, and what is allowed there.",
  examples: ["steady policy check policy.json", "steady policy check --json"],
  args: {
    file: { help: "the file (default: STEADYHAND_POLICY, or policy.json of the data folder)", isOptional: true },
  },
  options: { data: serverOptions.data },
  async run({ args: { file }, options, ...services }) {
    const { io } = services;
    const path = findPolicyFile({ file, data: options.data }, services);
    if (path === undefined) throw missingArgument("check a policy", "the path of a file");
    const { read } = await readPolicyFile(path);
    const problems = read.ok ? [] : read.problems;
    if (options.json) io.out(JSON.stringify({ file: path, ok: read.ok, problems }));
    else if (read.ok) io.out(`${drawLine(path)}: nothing is wrong`);
    else io.out(drawProblems(path, problems));
    return read.ok ? exitCode.ok : exitCode.failed;
  },
});
