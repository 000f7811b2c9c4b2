import type { Dialect } from "@steadyhand/core/risk";
import type { Explained } from "@steadyhand/scanner";
import { drawCommand, drawLine } from "../io/draw-text.ts";
import type { Channel } from "../io/io.ts";
import { riskMark } from "../io/risk-mark.ts";
import type { Services } from "../services.ts";
import { ownProgramsFor, type ProgramsChoice } from "./own-programs.ts";

/** The syntax tree of a command with what the scanner says of each part, drawn or as JSON. */
export async function explain(
  text: string,
  dialect: Dialect,
  { options, services }: { readonly options: ProgramsChoice & { readonly json: boolean }; readonly services: Services },
): Promise<string> {
  const { openScanner } = await import("@steadyhand/scanner");
  const scanner = openScanner(await ownProgramsFor(options, services));
  const tree = await scanner.explain(text, dialect);
  return options.json ? JSON.stringify(tree) : drawExplained(tree, services.io.answers);
}

/** One line a part with its risk, under it what was found about it, and below its own parts. */
export function drawExplained(tree: Explained, channel: Channel): string {
  return drawNode(tree, { channel, own: "", below: "" }).join("\n");
}

interface Place {
  readonly channel: Channel;
  /** What stands before the part's own line, and before all that is below it. */
  readonly own: string;
  readonly below: string;
}

const mostQuoted = 72;

function drawNode({ label, text, value, risk, findings, children }: Explained, place: Place): string[] {
  const { channel, own, below } = place;
  const { paint } = channel;
  const mark = risk === undefined ? "" : `  ${riskMark(risk, paint)}`;
  const meaning = value === undefined ? "" : `  = ${value.map((word) => drawCommand(JSON.stringify(word))).join(" ")}`;
  const stem = below + (children.length > 0 ? "│ " : "  ");
  return [
    `${paint("quiet", own)}${paint("strong", drawLine(label))}  ${quote(text)}${meaning}${mark}`,
    ...findings.map(
      (one) =>
        `${paint("quiet", stem)}${riskMark(one.risk, paint)}  ${drawLine(one.why)} ${paint("quiet", `[${one.rule}]`)}`,
    ),
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      const next = { own: `${below}${isLast ? "└ " : "├ "}`, below: `${below}${isLast ? "  " : "│ "}` };
      return drawNode(child, { channel, ...next });
    }),
  ];
}

function quote(text: string): string {
  const line = drawCommand(text).replaceAll("\n", " ↵ ");
  return line.length > mostQuoted ? `${line.slice(0, mostQuoted - 1)}…` : line;
}
