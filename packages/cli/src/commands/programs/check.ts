import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { findOwnPrograms, readText } from "../../judge/own-programs.ts";
import { missingArgument } from "../../missing-argument.ts";
import { serverOptions } from "../../session/server-options.ts";

export const check = command({
  name: "check",
  summary: "Check a file of own programs: its form, its limits, and the tests that it holds",
  description: "Works alone. Ends with 1 when there is a problem; each is told with its line and column.",
  examples: ["steady programs check programs.yaml", "steady programs check --json"],
  args: {
    file: { help: "the file (default: STEADYHAND_PROGRAMS, or programs.yaml of the data folder)", isOptional: true },
  },
  options: { data: serverOptions.data },
  async run({ args: { file }, options, ...services }) {
    const { io } = services;
    const path = findOwnPrograms({ programs: file, data: options.data }, services);
    if (path === undefined) throw missingArgument("check own programs", "the path of a file");
    const { readOwnPrograms } = await import("@steadyhand/scanner");
    const read = await readOwnPrograms(readText(path));
    const problems = read.ok ? [] : read.problems;
    if (options.json) io.out(JSON.stringify({ file: path, ok: read.ok, problems }));
    else if (read.ok) io.out(`${drawLine(path)}: nothing is wrong; ${read.tests} tests hold`);
    else
      for (const { line, column, message } of problems)
        io.out(`${drawLine(path)}:${line}:${column}: ${drawLine(message)}`);
    return read.ok ? exitCode.ok : exitCode.failed;
  },
});
