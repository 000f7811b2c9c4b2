import type { Judgement, Observation } from "@steadyhand/core/invariant";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { table } from "../../io/table.ts";
import { drawProblems, readFile } from "./read-file.ts";

const lookMs = 60_000;

export const tryOut = command({
  name: "try",
  summary: "Look once at the living system as a subject's file says, and judge what was seen",
  description:
    "Only reads: no action is taken and nothing is kept. Ends with 0 when every invariant holds, and with 1 when one is violated or could not be seen.",
  examples: ["steady subject try shop.yaml", "steady subject try shop.yaml --json"],
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
    const observation = await subject.observe({ signal: AbortSignal.timeout(lookMs) });
    const judged = subject.invariants.flatMap((invariant) =>
      invariant.judge(observation).map((said) => ({ invariant: invariant.name, ...said })),
    );
    const isWell = judged.every(({ verdict }) => verdict === "holds");
    io.out(
      options.json
        ? JSON.stringify({ file, ok: isWell, subject: subject.name, observation, judgements: judged })
        : draw(observation, judged),
    );
    return isWell ? exitCode.ok : exitCode.failed;
  },
});

function draw(
  { members, samples, blind, startedAt, endedAt }: Observation,
  judged: readonly (Judgement & { readonly invariant: string })[],
): string {
  const parts = [
    table(
      ["member", "kind", "state", "why"],
      members.map(({ id, kind, state, why = "" }) => [drawLine(id), kind, state, drawLine(why)]),
    ),
    table(
      ["sample", "member", "value"],
      samples.map(({ name, member = "", value }) => [name, drawLine(member), drawLine(String(value))]),
    ),
    ...(blind.length === 0
      ? []
      : [
          table(
            ["not seen", "member", "why"],
            blind.map(({ what, member = "", why }) => [what, drawLine(member), drawLine(why)]),
          ),
        ]),
    table(
      ["invariant", "member", "verdict", "why"],
      judged.map(({ invariant, member = "", verdict, why, limit = "" }) => [
        ...[invariant, drawLine(member), verdict],
        drawLine(`${why}${limit === "" ? "" : ` (holds while ${limit})`}`),
      ]),
    ),
  ];
  return `${parts.join("\n\n")}\n\nLooked for ${endedAt.getTime() - startedAt.getTime()} ms`;
}
