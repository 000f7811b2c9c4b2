/**
 * `npm run fuzz -- [--minutes 10] [--seed N]`: the scanner on mutated fixtures. Ends with 0 when nothing was found, with
 * 1 and the smallest input that fails, and with 2 when it is called wrongly.
 */
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import type { Orders, Report } from "./worker.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed);
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write("Usage: npm run fuzz -- [--minutes 10] [--seed 1]\n");
  process.exit(2);
}

/** An input that is still judged after this long hangs. */
const hangMs = 10_000;
const current = new SharedArrayBuffer(8 + 64 * 1024);
const counters = new Int32Array(current, 0, 2);
const startMs = Date.now();
const orders: Orders = { seed, untilMs: startMs + minutes * 60_000, current };
process.stderr.write(`Fuzzing for ${minutes} minutes with seed ${seed}\n`);
const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: orders });

let seen = -1;
let seenMs = Date.now();
const watch = setInterval(() => {
  const count = Atomics.load(counters, 0);
  if (count !== seen || count === 0) {
    seen = count;
    seenMs = Date.now();
  } else if (Date.now() - seenMs > hangMs) {
    const text = new TextDecoder().decode(new Uint8Array(current, 8, Atomics.load(counters, 1)).slice());
    end({ result: "failed", fault: `is not done after ${hangMs} ms`, input: text, seed }, 1);
  }
}, 500);

worker.on("message", (report: Report) => {
  const seconds = (Date.now() - startMs) / 1000;
  if (report.type === "progress") {
    const { inputs, heapMiB } = report;
    process.stderr.write(
      `${seconds.toFixed(0)} s: ${inputs} inputs, ${(inputs / seconds).toFixed(0)} a second, heap ${heapMiB.toFixed(1)} MiB\n`,
    );
  } else if (report.type === "failed") {
    const { fault, input, smallest } = report;
    end({ result: "failed", fault, smallest, dialect: input.dialect, input: input.text, seed }, 1);
  } else end({ result: "nothing found", ...report, minutes, seed }, 0);
});
worker.on("error", (error) => end({ result: "failed", fault: `the fuzzer itself ended: ${error.message}`, seed }, 1));

function end(figures: object, code: number): void {
  clearInterval(watch);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(code);
}
