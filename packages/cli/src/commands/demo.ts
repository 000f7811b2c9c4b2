import { OpsError } from "@steadyhand/core/outcome";
import { command } from "../command/command.ts";
import { wholeNumber } from "./paging.ts";

const labs = ["ratelimiter", "tikv"] as const;
const mostChapters = 5;

export const demo = command({
  name: "demo",
  summary: "Break a system on purpose and watch how it is noticed, explained, mended and proven",
  description:
    "Starts a lab of real processes and a whole Steadyhand of its own on free ports, with data in a folder that goes with it; " +
    "your own installation is never touched. In a terminal it is a live screen with keys. Without one, or with --plain, it tells " +
    "the chapters in lines: what waits for a person waits for one, unless --yes. However it ends, everything that it started ends.",
  examples: ["steady demo", "steady demo tikv", "steady demo ratelimiter --plain --yes --chapter 1"],
  args: { lab: { help: `which lab: ${labs.join(" or ")} (default: ${labs[0]})`, isOptional: true } },
  options: {
    plain: { type: "boolean", help: "tell it in lines, without keys" },
    yes: { type: "boolean", help: "say yes to what waits for a person; only for a demo in lines" },
    chapter: { type: "texts", value: "n", help: "only this chapter; only for a demo in lines" },
  },
  async run({ args, options, ...services }) {
    const lab = labs.find((name) => name === (args.lab ?? labs[0]));
    if (lab === undefined) throw noSuchLab(args.lab ?? "");
    const { runDemo } = await import("../demo/run-demo.ts");
    const chapters = options.chapter.map((text) => wholeNumber("--chapter", text, { least: 1, most: mostChapters }));
    return runDemo(
      {
        ...{ lab, isPlain: options.plain || chapters.length > 0, isYes: options.yes, json: options.json },
        chapters: chapters.length > 0 ? chapters : undefined,
      },
      services,
    );
  },
});

function noSuchLab(name: string): OpsError {
  return new OpsError(`Cannot show ${name}: there is no such lab`, {
    kind: "invalid",
    code: "usage.lab",
    hint: `Name one of ${labs.join(", ")}`,
  });
}
