import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { readText } from "../../io/read-text.ts";
import { mostRunbookBytes } from "../../judge/read-runbook.ts";

export const check = command({
  name: "check",
  summary: "Check a workflow file: its form, its steps, and every parameter of its actions",
  description:
    "Works alone; nothing is stored or run. Ends with 1 when there is a problem; each is told with its line and column. " +
    "A parameter that waits for a variable is checked once that has a value.",
  examples: ["steady workflow check shop.workflow.yaml", "steady workflow check - --json < shop.workflow.yaml"],
  args: { file: { help: "the file, or - to read standard input" } },
  async run({ args: { file }, options, ...services }) {
    const { io } = services;
    const text = await readText(file, services, {
      what: "the workflow",
      code: "workflow",
      mostBytes: mostRunbookBytes,
    });
    const { createOfflineCatalogue, readWorkflow } = await import("@steadyhand/actions");
    const { loadScanner } = await import("@steadyhand/scanner");
    const scanner = await loadScanner();
    const read = readWorkflow(
      text,
      createOfflineCatalogue((command) => scanner.scan(command, "shell")),
    );
    const problems = read.ok ? [] : read.problems;
    const steps = read.ok ? read.runbook.steps.length : 0;
    if (options.json) io.out(JSON.stringify({ file, ok: read.ok, steps, problems }));
    else if (read.ok) io.out(`${drawLine(file)}: ${steps} ${steps === 1 ? "step" : "steps"}, nothing is wrong`);
    else
      io.out(
        problems
          .map(({ line, column, message }) => `${drawLine(file)}:${line}:${column}: ${drawLine(message)}`)
          .join("\n"),
      );
    return read.ok ? exitCode.ok : exitCode.failed;
  },
});
