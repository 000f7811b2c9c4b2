import { parseArgs } from "node:util";
import { runChaos } from "./run-chaos.ts";

/** The full chaos run: prints one JSON line a figure, and ends with 1 where a promise was broken. */
const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    faults: { type: "string", default: "500" },
    executions: { type: "string", default: "50" },
    steps: { type: "string", default: "20" },
    nodes: { type: "string", default: "3" },
    queue: { type: "string", default: "pg-boss" },
    pause: { type: "string", default: "1500" },
    verbose: { type: "boolean", default: false },
  },
});

const { queue } = values;
if (queue !== "pg-boss" && queue !== "restate") throw new Error(`There is no queue ${queue}: pg-boss or restate`);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const say = (line: string) => values.verbose && process.stderr.write(`${line}\n`);
process.stderr.write(`chaos with seed ${seed} on ${queue}\n`);
const report = await runChaos({
  ...{
    seed,
    say,
    queue,
    nodes: Number(values.nodes),
    executions: Number(values.executions),
    steps: Number(values.steps),
  },
  ...{ faults: Number(values.faults), pauseMs: Number(values.pause) },
});
for (const [figure, value] of Object.entries(report)) {
  process.stdout.write(`${JSON.stringify({ figure: `chaos.${figure}`, value, seed, queue })}\n`);
}
// A percentile of nothing proves nothing.
const isMeasured = report.takeovers > 0 || (report.faults.kill ?? 0) === 0;
const isKept =
  isMeasured &&
  report.stepsRunTwice === 0 &&
  report.stepsLost === 0 &&
  report.ledger.ok &&
  Math.max(report.takeoverP99Ms, report.firstStepP99Ms) <= 5_000;
process.exitCode = isKept ? 0 : 1;
