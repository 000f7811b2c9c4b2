import { OpsError } from "@steadyhand/core/outcome";
import type { Dialect } from "@steadyhand/core/risk";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { answerLines, type Question, textField } from "../batch/answer-lines.ts";
import { command } from "../command/command.ts";
import { drawCommand } from "../io/draw-text.ts";
import { readInput } from "../io/read-input.ts";
import { drawJudgement } from "../judge/draw-judgement.ts";
import { type Judge, openJudge } from "../judge/open-judge.ts";
import { presentJudgement } from "../judge/present-judgement.ts";
import { missingArgument } from "../missing-argument.ts";
import type { Services } from "../services.ts";

/** More than the scanner reads; it says so itself when a command is too long for it. */
const mostCommandBytes = 64 * 1024;

export const classify = command({
  name: "classify",
  summary: "Say what one command could do, with the reasons",
  description:
    "Judges a command in this process: no server, no database, nothing is run. With no second key configured nothing " +
    "is finally safe; the scanner's own answer stands beside it.",
  examples: [
    "steady classify 'kubectl delete namespace shop'",
    "steady classify --dialect sql 'DELETE FROM orders'",
    "pbpaste | steady classify -",
    "steady classify --jsonl < commands.jsonl",
  ],
  args: { command: { help: "the command, or - to read it from standard input", isOptional: true } },
  options: {
    dialect: { type: "text", value: "dialect", help: "how to read it (default: shell)", choices: ["shell", "sql"] },
    jsonl: { type: "boolean", help: "read {id, command, dialect} a line, write {id, risk, final, reasons} a line" },
  },
  async run({ args, options, ...services }) {
    const dialect: Dialect = options.dialect === "sql" ? "sql" : "shell";
    if (options.jsonl) return classifyLines(services, dialect);
    const text = await commandText(args.command, services);
    const judged = presentJudgement((await openJudge()).judge(text, dialect));
    const { io } = services;
    if (options.json) io.out(JSON.stringify(judged));
    else io.out(`${drawCommand(text, io.answers.paint)}\n${drawJudgement(judged, { text, channel: io.answers })}`);
    return exitCode.ok;
  },
});

async function commandText(given: string | undefined, services: Services): Promise<string> {
  if (given === undefined) throw missingArgument("classify", "a command in quotes, or - for standard input");
  if (given !== "-") return given;
  const bytes = await readInput("-", { ...services, mostBytes: mostCommandBytes });
  return bytes.toString("utf8").replace(/\r?\n$/, "");
}

async function classifyLines({ io, keepMemorySmall }: Services, standard: Dialect): Promise<ExitCode> {
  keepMemorySmall();
  const judge = await openJudge();
  const { failed, answered } = await answerLines({
    input: io.input,
    output: io.answers.stream,
    answer: (question) => answerLine(question, { judge, standard }),
  });
  if (failed > 0) io.talk(`${failed} of ${answered} lines could not be answered; each says why in its place`);
  return exitCode.ok;
}

function answerLine(question: Question, { judge, standard }: { readonly judge: Judge; readonly standard: Dialect }) {
  const { scanner, final, evidence } = presentJudgement(
    judge.judge(textField(question, "command"), dialectOf(question, standard)),
  );
  return { risk: scanner, final, reasons: evidence.map(({ why }) => why) };
}

function dialectOf({ fields: { dialect } }: Question, standard: Dialect): Dialect {
  if (dialect === undefined || dialect === null) return standard;
  if (dialect === "shell" || dialect === "sql") return dialect;
  throw new OpsError(`Cannot classify the line: ${JSON.stringify(dialect)} is no dialect`, {
    kind: "invalid",
    code: "line.unknown_dialect",
    hint: 'Use "shell" or "sql"',
  });
}
