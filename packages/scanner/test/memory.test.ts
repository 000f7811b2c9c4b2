import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { loadScanner } from "../src/index.ts";
import { adversarialShapes } from "./adversarial.ts";
import { readFixtures } from "./fixtures.ts";

const scanner = await loadScanner();
setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

function heapBytes(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

const texts = [...readFixtures("canaries.txt"), ...readFixtures("reads.txt")];

it("keeps nothing of what it has judged, however often", { timeout: 120_000 }, () => {
  const judgeAll = () => {
    for (const { text, dialect } of texts) scanner.scan(text, dialect);
    for (const { text, dialect } of adversarialShapes) scanner.scan(text(2_000), dialect);
  };
  // The first rounds compile the tables of the programs they meet and the engine's own code.
  for (let round = 0; round < 2; round++) judgeAll();
  const before = heapBytes();
  for (let round = 0; round < 5; round++) judgeAll();
  expect((heapBytes() - before) / 1024 / 1024).toBeLessThan(3);
});

it("keeps nothing of names it does not know", { timeout: 120_000 }, () => {
  const judgeMany = (prefix: string) => {
    for (let n = 0; n < 4_000; n++) scanner.scan(`${prefix}${n} --flag-${n} x${n}`, "shell");
  };
  judgeMany("warm");
  const before = heapBytes();
  judgeMany("other");
  expect((heapBytes() - before) / 1024 / 1024).toBeLessThan(2);
});
