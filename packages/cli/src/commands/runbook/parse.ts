import type { ParsedCommand, ParsedRunbook } from "@steadyhand/core/runbook";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { answerLines, textField } from "../../batch/answer-lines.ts";
import { command } from "../../command/command.ts";
import { readInput } from "../../io/read-input.ts";
import { drawExtraction } from "../../judge/draw-extraction.ts";
import { drawRunbook } from "../../judge/draw-runbook.ts";
import { modelInBatch } from "../../judge/model-in-batch.ts";
import { openRunbookJudge, programsOption } from "../../judge/open-judge.ts";
import { mostRunbookBytes, presentRunbook, readRunbook, runbookOf } from "../../judge/read-runbook.ts";
import { missingArgument } from "../../missing-argument.ts";
import type { Services } from "../../services.ts";
import { serverOptions } from "../../session/server-options.ts";
import type { ServerChoice } from "../../session/with-server.ts";

export const parse = command({
  name: "parse",
  summary: "Read a runbook and show its steps, each command judged",
  description:
    "Reads Markdown, HTML, Confluence storage format or plain text in this process; nothing is stored or run. The " +
    "model is only asked with --with-model, by a server: then both keys' answers stand at each step, and what the " +
    "model would add stands apart.",
  examples: [
    "steady runbook parse restart-api.md",
    "curl -s https://wiki.example.com/page | steady runbook parse -",
    "steady runbook parse restart-api.md --with-model",
    "steady runbook parse --jsonl < runbooks.jsonl",
  ],
  args: { file: { help: "a file, or - to read standard input", isOptional: true } },
  options: {
    ...serverOptions,
    programs: programsOption,
    withModel: { type: "boolean", help: "let the server's model judge each command too, and propose steps" },
    jsonl: {
      type: "boolean",
      help: "read {id, text} a line, write {id, commands, variables, steps, prerequisites, ambiguities} a line",
    },
  },
  async run({ args: { file }, options, ...services }) {
    if (options.jsonl) {
      if (options.withModel) throw modelInBatch("runbook parse");
      return parseLines(services);
    }
    if (file === undefined) throw missingArgument("read a runbook", "a file, or - for standard input");
    const { io } = services;
    const bytes = await readInput(file, { ...services, mostBytes: mostRunbookBytes });
    const read = await readRunbook(bytes);
    if (options.withModel) return assess(read.source, { options, services });
    const runbook = presentRunbook(read, await openRunbookJudge(read, options, services));
    io.out(options.json ? JSON.stringify(runbook) : drawRunbook(runbook, io.answers));
    return exitCode.ok;
  },
});

async function assess(
  text: string,
  { options, services }: { readonly options: ServerChoice & { readonly json: boolean }; readonly services: Services },
): Promise<ExitCode> {
  const { withServer } = await import("../../session/with-server.ts");
  return withServer(options, services, async ({ client }) => {
    const { io } = services;
    const assessment = await client.assessRunbook({ body: { text } });
    const { runbook, extraction } = assessment;
    if (options.json) io.out(JSON.stringify(assessment));
    else io.out(`${drawRunbook(runbook, io.answers)}\n\n${drawExtraction(extraction, runbook, io.answers)}`);
    return exitCode.ok;
  });
}

async function parseLines({ io, keepMemorySmall }: Services): Promise<ExitCode> {
  keepMemorySmall();
  const { commandsOf, parseRunbook } = await import("@steadyhand/parser");
  const { failed, answered } = await answerLines({
    input: io.input,
    output: io.answers.stream,
    answer(question) {
      const read = parseRunbook(textField(question, "text"));
      // A page that asks for nothing was read well: only the line's answer is empty, with the reason beside it.
      if (!read.ok && read.refusal.code === "runbook.nothing_to_do") return { ...nothing, refusal: read.refusal };
      const runbook = runbookOf(read);
      return summarise(runbook, commandsOf(runbook));
    },
  });
  if (failed > 0) io.talk(`${failed} of ${answered} lines could not be answered; each says why in its place`);
  return exitCode.ok;
}

const nothing = { commands: [], variables: [], steps: 0, prerequisites: [], ambiguities: [] };

/** What a batch says of a runbook: texts and names, in the order of the page. */
function summarise(
  { variables, prerequisites, ambiguities, orderedItems }: ParsedRunbook,
  commands: readonly ParsedCommand[],
) {
  return {
    commands: commands.map(({ text }) => text),
    variables: variables.filter(({ setBy }) => setBy === undefined).map(({ name }) => name),
    steps: orderedItems,
    prerequisites: prerequisites.map(({ text }) => text),
    ambiguities: ambiguities.map(({ text, missing }) => `${text}: ${missing}`),
  };
}
