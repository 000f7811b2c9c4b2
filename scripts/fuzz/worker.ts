import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { loadScanner } from "@steadyhand/scanner";
import { findFault, type Input } from "./check.ts";
import { mutate } from "./mutate.ts";
import { preserve } from "./preserve.ts";
import { createRandom } from "./random.ts";
import { readSeeds } from "./seeds.ts";
import { shrink } from "./shrink.ts";

/** Told to the process that watches: what is being judged, so that it can name an input that never ends. */
export type Report =
  | { readonly type: "progress"; readonly inputs: number; readonly heapMiB: number }
  | { readonly type: "failed"; readonly fault: string; readonly input: Input; readonly smallest: string }
  | { readonly type: "ended"; readonly inputs: number; readonly heapMiB: number; readonly growthMiB: number };

export interface Orders {
  readonly seed: number;
  readonly untilMs: number;
  /** A byte count, then the bytes of the input that is being judged, then nothing; written before each. */
  readonly current: SharedArrayBuffer;
}

/** Heap that may be gained after the first interval, when every table is compiled. */
const maxGrowthMiB = 24;
const intervalMs = 10_000;

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
const heapMiB = () => {
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
};
const say = (report: Report) => parentPort?.postMessage(report);

// The starter passes exactly this.
const { seed, untilMs, current } = workerData as Orders;
const counters = new Int32Array(current, 0, 2);
const bytes = new Uint8Array(current, 8);
const encoder = new TextEncoder();

const scanner = await loadScanner();
const seeds = await readSeeds();
const random = createRandom(seed);
const firstMs = Date.now() + intervalMs;
let nextMs = firstMs;
let inputs = 0;
let baseline: number | undefined;

while (Date.now() < untilMs) {
  const input = nextInput();
  const { written } = encoder.encodeInto(input.text, bytes);
  Atomics.store(counters, 1, written);
  Atomics.add(counters, 0, 1);
  inputs++;
  const fault = findFault(scanner, input);
  if (fault !== undefined) fail(fault, input);
  if (Date.now() >= nextMs) checkMemory();
}
const heap = heapMiB();
say({ type: "ended", inputs, heapMiB: heap, growthMiB: heap - (baseline ?? heap) });

function nextInput(): Input {
  if (random.below(3) === 0) {
    const canary = random.pick(seeds.harmful);
    return { ...canary, text: preserve(canary.text, canary.dialect, random) };
  }
  const { text, dialect } = random.pick(seeds.all);
  const other = random.pick(seeds.all).text;
  return { text: mutate(text, other, dialect, random).slice(0, 10_000), dialect, isHarmful: false };
}

function checkMemory(): void {
  nextMs = Date.now() + intervalMs;
  const now = heapMiB();
  baseline ??= now;
  say({ type: "progress", inputs, heapMiB: now });
  if (now - baseline > maxGrowthMiB)
    fail(`has let the heap grow from ${baseline.toFixed(0)} to ${now.toFixed(0)} MiB`, {
      text: "",
      dialect: "shell",
      isHarmful: false,
    });
}

function fail(fault: string, input: Input): never {
  const kind = fault.slice(0, 12);
  const fails = (text: string) => findFault(scanner, { ...input, text })?.startsWith(kind) === true;
  // A canary with a piece missing is no canary any more, so it is shown as it is.
  const smallest = input.isHarmful || input.text === "" ? input.text : shrink(input.text, fails);
  say({ type: "failed", fault, input, smallest });
  process.exit(1);
}
