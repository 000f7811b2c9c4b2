import { parseRunbook } from "@steadyhand/parser";
import { loadScanner } from "@steadyhand/scanner";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { inTurn, median, percentile, print, ratio } from "./figure.ts";
import { runbookText } from "./runbook-text.ts";

/** Text to steps with every command judged, beside the bare syntax tree of the same text. */
export async function benchParse(): Promise<void> {
  const text = runbookText();
  const scanner = await loadScanner();
  const remark = unified().use(remarkParse).use(remarkGfm);
  let commands = 0;
  const ours = () => {
    const read = parseRunbook(text);
    if (!read.ok) throw new Error(read.refusal.message);
    const steps = read.runbook.steps.filter(({ command }) => command !== undefined);
    for (const { command } of steps) if (command) scanner.scan(command.text, command.dialect);
    commands = steps.length;
  };
  const contestants = { ours, remark: () => remark.parse(text) };
  inTurn(30, contestants);
  // Alone, so that the garbage of the other is not collected in our time; then in turn, for the ratio.
  const alone = inTurn(300, { ours }).ours;
  const times = inTurn(200, contestants);
  const note = `${text.length} characters, ${commands} commands, all classified`;
  const p95 = percentile(alone, 0.95);
  print({ name: "parse.20kb.p50", value: median(alone), unit: "ms", note });
  print({ name: "parse.20kb.p95", value: p95, unit: "ms", aim: "<= 10 ms", met: p95 <= 10, note });
  const beside = ratio(times.ours, times.remark);
  print({
    name: "parse.20kb.vs_remark_gfm",
    value: beside,
    unit: "ratio",
    aim: "<= 0.6",
    met: beside <= 0.6,
    note: `remark + gfm, bare parse: p50 ${median(times.remark).toPrecision(3)} ms`,
  });
}
