import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { drawProblems, readFile } from "./read-file.ts";

export const lint = command({
  name: "lint",
  summary: "Check a subject's file: its form, its names, and that every look in it only reads",
  description:
    "Works alone and asks the system nothing. Ends with 1 when there is a problem; each is told with its line and column.",
  examples: ["steady subject lint shop.yaml", "steady subject lint - --json < shop.yaml"],
  args: { file: { help: "the file, or - to read standard input" } },
  async run({ args: { file }, options, ...services }) {
    const { io, env } = services;
    const { read, judge } = await readFile(file, services);
    if (!read.ok) {
      io.out(options.json ? JSON.stringify({ file, ok: false, problems: read.problems }) : drawProblems(file, read));
      return exitCode.failed;
    }
    const { openSubject, runWords } = await import("@steadyhand/subjects/file");
    await using opened = new AsyncDisposableStack();
    const subject = openSubject(read.file, { env, judge, now: () => new Date(), run: runWords(env.PATH) });
    opened.defer(() => subject.close());
    const { name, environment } = read.file;
    const counts = {
      members: subject.expected.length,
      invariants: subject.invariants.length,
      actions: subject.actions.length,
      faults: subject.faults.length,
    };
    const said = Object.entries(counts).map(([what, count]) => `${count} ${count === 1 ? what.slice(0, -1) : what}`);
    const { kind } = read.file.of;
    if (options.json)
      io.out(JSON.stringify({ file, ok: true, subject: name, kind, environment, ...counts, problems: [] }));
    else io.out(`${drawLine(file)}: ${name} (${kind}, ${environment}) has ${said.join(", ")}; nothing is wrong`);
    return exitCode.ok;
  },
});
