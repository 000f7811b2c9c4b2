import type { SubjectListWire, SubjectSummaryWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const list = command({
  name: "list",
  summary: "List the systems that are watched, and the files that cannot be used",
  examples: ["steady subjects list", "steady subjects list --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client, folder }) => {
      const { io, now } = services;
      const found = await client.listSubjects();
      if (options.json) {
        io.out(JSON.stringify(found));
        return exitCode.ok;
      }
      if (found.items.length > 0) io.out(drawSubjects(found.items, io.answers, now()));
      else
        io.talk(
          `Nothing is watched: put a subject's file into ${folder}/subjects, and check it with \`steady subject lint\``,
        );
      for (const line of drawUnused(found.problems)) io.talk(line);
      return exitCode.ok;
    }),
});

function drawSubjects(items: readonly SubjectSummaryWire[], { paint }: Channel, now: Date): string {
  const rows = items.map((one) => {
    const { name, kind, environment, isWatched, lastLook } = one;
    const seen = lastLook === undefined ? "not yet" : moment(lastLook.at, now);
    const failed = lastLook?.outcome === "failed" ? `, failed: ${drawLine(lastLook.why ?? "")}` : "";
    const watched = isWatched ? "here" : "not here";
    return [name, kind, environment, watched, sayMembers(one, paint), sayWorst(one, paint), `${seen}${failed}`];
  });
  return table(["subject", "kind", "environment", "watched", "members", "invariants", "last look"], rows);
}

function sayMembers({ counts }: SubjectSummaryWire, paint: Channel["paint"]): string {
  if (counts === undefined) return "not seen";
  const { up, down, leaving, unknown } = counts;
  const odd = [
    ...(down > 0 ? [paint("dangerous", `✖ ${down} down`)] : []),
    ...(leaving > 0 ? [paint("caution", `◐ ${leaving} leaving`)] : []),
    ...(unknown > 0 ? [paint("unknown", `░ ${unknown} unknown`)] : []),
  ];
  return [`${up} up`, ...odd].join(", ");
}

/** Those that do not hold, by name; of those that do, that they do. */
function sayWorst({ invariants }: SubjectSummaryWire, paint: Channel["paint"]): string {
  const odd = invariants.filter(({ phase }) => phase !== "holding");
  if (odd.length === 0) return paint("safe", `● ${invariants.length} hold`);
  return odd
    .map(({ name, phase = "not seen" }) => paint(phase === "violated" ? "dangerous" : "caution", `${name} ${phase}`))
    .join(", ");
}

function drawUnused(problems: SubjectListWire["problems"]): readonly string[] {
  return problems.flatMap(({ path, problems: found }) =>
    found.map(({ line, column, message }) => `Not used: ${drawLine(path)}:${line}:${column}: ${drawLine(message)}`),
  );
}
