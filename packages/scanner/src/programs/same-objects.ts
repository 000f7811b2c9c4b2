import type { Effect } from "@steadyhand/core/risk";
import type { CompiledProgram, PathNode } from "./compile.ts";
import type { Decided } from "./decided.ts";
import type { Inverse } from "./inverse.ts";

/** Effects that turn something over which is there before and after: the way back names it in the same words. */
const turning: ReadonlySet<Effect> = new Set(["starts", "stops", "scales", "configures"]);

/**
 * Whether an inverse takes the very operands of a call. What is made, set or taken away has other words on the way back
 * (`tag a b` and `rmi b`, `snapshot` and `destroy`): then the template has to name them.
 */
export function takesSameObjects({ program, parsed, entry }: Decided, inverse: Inverse): boolean {
  if (inverse.isExplicit || program.rule === "own") return true;
  if (inverse.program !== undefined || !turning.has(entry.effect) || !isTurning(program, inverse.words)) return false;
  const own = parsed.operands.slice(Math.max(0, inverse.key.words.length - parsed.path.length));
  if (own.length <= 1) return true;
  const numbers = own.filter(({ text }) => /^\d/.test(text)).length;
  // `pause name 60` is resumed without the 60.
  if (numbers > 0 && numbers < own.length) return false;
  return entry.effect !== "configures" || isMutual(program, inverse);
}

/** Whether the tables say of a subcommand, or of the nearest one above it, that it only turns something over. */
function isTurning(program: CompiledProgram, words: readonly string[]): boolean {
  let { entries } = program.root;
  let node: PathNode | undefined = program.root;
  for (const word of words) {
    if (word.startsWith("-")) continue;
    node = node.exact.get(word) ?? node.any;
    if (!node) break;
    if (node.entries.length > 0) entries = node.entries;
  }
  const changes = entries.filter(({ effect }) => effect !== "reads");
  return changes.length > 0 && changes.every(({ effect }) => turning.has(effect));
}

/** Whether the tables name each as the inverse of the other: `network connect` and `network disconnect`. */
function isMutual(program: CompiledProgram, { key, words }: Inverse): boolean {
  const path = key.words.join(" ");
  return program.inverses.some((back) => back.key.words.join(" ") === words.join(" ") && back.words.join(" ") === path);
}
