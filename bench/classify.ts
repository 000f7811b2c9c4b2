import { loadScanner } from "@steadyhand/scanner";
import { benchCommands } from "./commands.ts";
import { mean, percentile, print } from "./figure.ts";

/** One command to its judgement, warm. `STEADYHAND_BENCH_COMMANDS` names a JSONL file of `{command, dialect}`. */
export async function benchClassify(): Promise<void> {
  const file = process.env.STEADYHAND_BENCH_COMMANDS;
  const commands = benchCommands(file);
  const scanner = await loadScanner();
  const rounds = Math.max(20, Math.ceil(20_000 / commands.length));
  const timesUs: number[] = [];
  for (let round = -5; round < rounds; round++) {
    for (const { command, dialect } of commands) {
      const start = process.hrtime.bigint();
      scanner.scan(command, dialect);
      if (round >= 0) timesUs.push(Number(process.hrtime.bigint() - start) / 1000);
    }
  }
  const note = `${commands.length} commands of ${file === undefined ? "our own" : "the named file"}, ${rounds} rounds`;
  const average = mean(timesUs);
  print({ name: "classify.mean", value: average, unit: "us", aim: "<= 30 us", met: average <= 30, note });
  print({ name: "classify.p99", value: percentile(timesUs, 0.99), unit: "us", note });
}
