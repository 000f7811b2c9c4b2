import { isDeepStrictEqual } from "node:util";
import type { Classification, Dialect, Scanner } from "@steadyhand/scanner";

export interface Input {
  readonly text: string;
  readonly dialect: Dialect;
  /** Whether it does at least what a canary does. */
  readonly isHarmful: boolean;
}

/** What one input may cost at most, in milliseconds of this thread. Five is the aim; garbage collection comes on top. */
const budgetMs = 25;

/** What is wrong with the answer to an input, or nothing. */
export function findFault(scanner: Scanner, input: Input): string | undefined {
  const { text, dialect } = input;
  let answer: Classification;
  const start = performance.now();
  try {
    answer = scanner.scan(text, dialect);
  } catch (error) {
    return `throws ${error instanceof Error ? error.message : String(error)}`;
  }
  if (performance.now() - start > budgetMs && leastMs(scanner, input) > budgetMs)
    return `takes more than ${budgetMs} ms`;
  const wrong = answer.evidence.find(({ range: { start: from, end } }) => from < 0 || end > text.length || from > end);
  if (wrong) return `tells of ${wrong.range.start} to ${wrong.range.end}, outside of the text, by ${wrong.rule}`;
  if (answer.evidence.length === 0) return "says nothing about it";
  if (answer.evidence.some(({ rule, why }) => rule === "" || why === "")) return "gives no reason";
  if (!isDeepStrictEqual(scanner.scan(text, dialect), answer)) return "answers differently the second time";
  if (input.isHarmful && answer.risk === "safe") return "calls a canary in another form safe";
  return undefined;
}

/** The quickest of several runs in this thread's own time: what else the machine does only makes others slower. */
function leastMs(scanner: Scanner, { text, dialect }: Input): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const before = process.threadCpuUsage();
    scanner.scan(text, dialect);
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
