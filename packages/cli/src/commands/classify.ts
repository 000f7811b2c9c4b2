import type { JudgementWire } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";
import type { Dialect } from "@steadyhand/core/risk";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../command/command.ts";
import { drawCommand } from "../io/draw-text.ts";
import { drawJudgement } from "../judge/draw-judgement.ts";
import { modelInBatch } from "../judge/model-in-batch.ts";
import { openJudge, openLineJudge, programsOption } from "../judge/open-judge.ts";
import type { ProgramsChoice } from "../judge/own-programs.ts";
import { presentJudgement } from "../judge/present-judgement.ts";
import { missingArgument } from "../missing-argument.ts";
import type { Services } from "../services.ts";
import { serverOptions } from "../session/server-options.ts";

/** More than the scanner reads; it says so itself when a command is too long for it. */
const mostCommandBytes = 64 * 1024;

export const classify = command({
  name: "classify",
  summary: "Say what one command could do, with the reasons",
  description:
    "Judges a command in this process by the scanner alone: no server, no database, nothing is run. Without the second " +
    "key nothing is finally safe; --with-model asks a server for both.",
  examples: [
    "steady classify 'kubectl delete namespace shop'",
    "steady classify --dialect sql 'DELETE FROM orders'",
    "steady classify --explain 'curl -s https://example.com/x | sudo sh'",
    "steady classify --with-model 'systemctl stop nginx'",
    "pbpaste | steady classify -",
    "steady classify --jsonl < commands.jsonl",
  ],
  args: { command: { help: "the command, or - to read it from standard input", isOptional: true } },
  options: {
    dialect: { type: "text", value: "dialect", help: "how to read it (default: shell)", choices: ["shell", "sql"] },
    explain: { type: "boolean", help: "show the syntax tree with what is said of each part" },
    withModel: { type: "boolean", help: "ask the server, whose model is the second key" },
    programs: programsOption,
    jsonl: { type: "boolean", help: "read {id, command, dialect} a line, write {id, risk, final, reasons} a line" },
    ...serverOptions,
  },
  async run({ args, options, ...services }) {
    const dialect: Dialect = options.dialect === "sql" ? "sql" : "shell";
    if (options.jsonl) {
      if (options.withModel) throw modelInBatch("classify");
      return classifyLines(dialect, options, services);
    }
    const text = await commandText(args.command, services);
    if (options.explain) return explainCommand(text, dialect, { options, services });
    const judged = options.withModel
      ? await askServer({ command: text, dialect }, { options, services })
      : presentJudgement(await (await openJudge(options, services)).judge(text, dialect));
    const { io } = services;
    if (options.json) io.out(JSON.stringify(judged));
    else {
      const hint = options.withModel
        ? ""
        : `\n${io.answers.paint("quiet", "              --with-model asks the server's")}`;
      io.out(`${drawCommand(text, io.answers.paint)}\n${drawJudgement(judged, { text, channel: io.answers })}${hint}`);
    }
    return exitCode.ok;
  },
});

type Choice = ProgramsChoice & { readonly databaseUrl: string | undefined; readonly withModel: boolean };

interface Given<Options> {
  readonly options: Options;
  readonly services: Services;
}

async function askServer(
  body: { readonly command: string; readonly dialect: Dialect },
  { options, services }: Given<Choice>,
): Promise<JudgementWire> {
  const { withServer } = await import("../session/with-server.ts");
  return withServer(options, services, ({ client }) => client.classify({ body }));
}

async function explainCommand(
  text: string,
  dialect: Dialect,
  { options, services }: Given<Choice & { readonly json: boolean }>,
): Promise<ExitCode> {
  if (options.withModel) {
    throw new OpsError("Cannot classify with --explain and --with-model: only the scanner has a syntax tree", {
      kind: "invalid",
      code: "usage.model_in_explain",
      hint: "Leave one of the two out",
    });
  }
  const { io } = services;
  const { explain } = await import("../judge/explain.ts");
  io.out(await explain(text, dialect, { options, services }));
  return exitCode.ok;
}

async function commandText(given: string | undefined, services: Services): Promise<string> {
  if (given === undefined) throw missingArgument("classify", "a command in quotes, or - for standard input");
  if (given !== "-") return given;
  const { readInput } = await import("../io/read-input.ts");
  const bytes = await readInput("-", { ...services, mostBytes: mostCommandBytes });
  return bytes.toString("utf8").replace(/\r?\n$/, "");
}

async function classifyLines(standard: Dialect, options: ProgramsChoice, services: Services): Promise<ExitCode> {
  const { io, keepMemorySmall } = services;
  keepMemorySmall();
  const { classifyLine } = await import("../batch/classify-line.ts");
  const { answerLines } = await import("../batch/answer-lines.ts");
  const judge = await openLineJudge(options, services);
  const { failed, answered } = await answerLines({
    input: io.input,
    output: io.answers.stream,
    answer: (question) => classifyLine(question, { judge, standard }),
  });
  if (failed > 0) io.talk(`${failed} of ${answered} lines could not be answered; each says why in its place`);
  return exitCode.ok;
}
