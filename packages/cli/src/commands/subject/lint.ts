import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { drawProblems, readSubjectFile } from "./read-file.ts";

export const lint = command({
  name: "lint",
  summary: "Check a subject's file: its form, its names, and that every look in it only reads",
  description:
    "Works alone and asks the system nothing. Ends with 1 when there is a problem; each is told with its line and column.",
  examples: ["steady subject lint shop.yaml", "steady subject lint - --json < shop.yaml"],
  args: { file: { help: "the file, or - to read standard input" } },
  async run({ args: { file }, options, ...services }) {
    const { io } = services;
    const { read } = await readSubjectFile(file, services);
    if (!read.ok) {
      io.out(options.json ? JSON.stringify({ file, ok: false, problems: read.problems }) : drawProblems(file, read));
      return exitCode.failed;
    }
    const { subject, members, observe, invariants, actions, faults } = read.file;
    const counts = {
      members: members.length,
      samples: Object.keys(observe).length,
      invariants: Object.keys(invariants).length,
      actions: Object.keys(actions).length,
      faults: Object.keys(faults).length,
    };
    const said = Object.entries(counts).map(([name, count]) => `${count} ${count === 1 ? name.slice(0, -1) : name}`);
    if (options.json) io.out(JSON.stringify({ file, ok: true, subject, ...counts, problems: [] }));
    else io.out(`${drawLine(file)}: ${subject} has ${said.join(", ")}; nothing is wrong`);
    return exitCode.ok;
  },
});
