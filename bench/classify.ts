import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { loadScanner, type Scanner } from "@steadyhand/scanner";
import { checkCommand } from "cc-safety-net/api";
import { parse } from "unbash";
import { adversarialShapes } from "../packages/scanner/test/adversarial.ts";
import { readFixtures } from "../packages/scanner/test/fixtures.ts";
import { type BenchCommand, benchCommands } from "./commands.ts";
import { inTurn, mean, median, percentile, print, ratio, timeMs } from "./figure.ts";
import { benchFirstClassify } from "./first-classify.ts";

/** Third-party commands, where they lie beside the checkout. */
const corpus = fileURLToPath(new URL("../../shared/corpus/commands-dev.jsonl", import.meta.url));

/** One command to its judgement: warm, beside others on the same commands, at its worst, and in a fresh process. */
export async function benchClassify(): Promise<void> {
  const scanner = await loadScanner();
  for (const [name, commands] of commandSets()) {
    benchWarm(name, commands, scanner);
    benchBeside(name, commands, scanner);
  }
  benchWorst(scanner);
  await benchFirstClassify();
}

/** `STEADYHAND_BENCH_COMMANDS` names one more JSONL file of `{command, dialect}`. */
function commandSets(): readonly (readonly [string, readonly BenchCommand[]])[] {
  const fixtures = ["canaries.txt", "reads.txt"].flatMap(readFixtures);
  const own = [...benchCommands(undefined), ...fixtures.map(({ text, dialect }) => ({ command: text, dialect }))];
  const named = process.env.STEADYHAND_BENCH_COMMANDS;
  return [
    ["own", own],
    ...(existsSync(corpus) ? [["corpus", readCommands(corpus)] as const] : []),
    ...(named === undefined ? [] : [["named", readCommands(named)] as const]),
  ];
}

function readCommands(file: string): readonly BenchCommand[] {
  const lines = readFileSync(file, "utf8").split("\n");
  // Each line is of this form: whoever names a file says so.
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as BenchCommand);
}

function benchWarm(set: string, commands: readonly BenchCommand[], scanner: Scanner): void {
  const rounds = Math.max(20, Math.ceil(20_000 / commands.length));
  const timesUs: number[] = [];
  const quickestUs = commands.map(() => Number.POSITIVE_INFINITY);
  for (let round = -5; round < rounds; round++) {
    for (const [index, { command, dialect }] of commands.entries()) {
      const start = process.hrtime.bigint();
      scanner.scan(command, dialect);
      const tookUs = Number(process.hrtime.bigint() - start) / 1000;
      if (round < 0) continue;
      timesUs.push(tookUs);
      quickestUs[index] = Math.min(tookUs, quickestUs[index] ?? tookUs);
    }
  }
  // What is left when nothing else runs on the machine.
  const quiet = `the quickest round of each: mean ${mean(quickestUs).toPrecision(3)}, p99 ${percentile(quickestUs, 0.99).toPrecision(3)} us`;
  const note = `${commands.length} commands, ${rounds} rounds; ${quiet}`;
  const [average, most] = [mean(timesUs), percentile(timesUs, 0.99)];
  print({ name: `classify.${set}.mean`, value: average, unit: "us", aim: "<= 30 us", met: average <= 30, note });
  print({ name: `classify.${set}.p99`, value: most, unit: "us", aim: "<= 300 us", met: most <= 300, note });
}

/** Beside the bare syntax tree of the same text, and beside another that judges commands. Shell only: they know no SQL. */
function benchBeside(set: string, all: readonly BenchCommand[], scanner: Scanner): void {
  const commands = all.filter(({ dialect }) => dialect === "shell").map(({ command }) => command);
  const cwd = tmpdir();
  const ours = () => commands.filter((command) => scanner.scan(command, "shell").risk === "safe").length;
  const theirs = () => commands.filter((command) => checkCommand({ command, cwd }).kind === "allow").length;
  const tree = () => {
    for (const command of commands) parse(command);
  };
  const near = { ours, tree };
  inTurn(5, near);
  const times = inTurn(20, near);
  print({
    name: `classify.${set}.vs_syntax_tree`,
    value: ratio(times.ours, times.tree),
    unit: "ratio",
    note: `bare parse of the same ${commands.length} texts: ${((median(times.tree) * 1000) / commands.length).toPrecision(3)} us each`,
  });
  const far = inTurn(3, { ours, theirs });
  const beside = ratio(far.ours, far.theirs);
  const [safe, allowed] = [ours(), theirs()];
  print({
    name: `classify.${set}.vs_cc_safety_net`,
    value: beside,
    unit: "ratio",
    aim: "<= 0.05",
    met: beside <= 0.05,
    note: `of ${commands.length}: we call ${safe} safe and ask about ${commands.length - safe}; cc-safety-net allows ${allowed} and denies ${commands.length - allowed}, ${((median(far.theirs) * 1000) / commands.length).toPrecision(3)} us each`,
  });
}

function benchWorst(scanner: Scanner): void {
  const timed = adversarialShapes.map(({ name, dialect, text }) => {
    const whole = text(8 * 1024);
    const times = Array.from({ length: 15 }, () => timeMs(() => scanner.scan(whole, dialect)));
    return { name, ms: median(times), quickestMs: Math.min(...times) };
  });
  const worst = timed.reduce((left, right) => (right.ms > left.ms ? right : left));
  const quiet = Math.max(...timed.map(({ quickestMs }) => quickestMs));
  const note = `the slowest of ${timed.length} shapes of 8 KiB: ${worst.name}; by the quickest run of each: ${quiet.toPrecision(3)} ms`;
  print({ name: "classify.worst_8kib", value: worst.ms, unit: "ms", aim: "<= 5 ms", met: worst.ms <= 5, note });
  const endless = "ls; ".repeat(5_000_000);
  const beyond = median(Array.from({ length: 15 }, () => timeMs(() => scanner.scan(endless, "shell"))));
  print({ name: "classify.beyond_8kib", value: beyond, unit: "ms", aim: "<= 1 ms", met: beyond <= 1, note: "20 MB" });
}
