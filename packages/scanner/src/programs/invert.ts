import type { Call } from "./call.ts";
import type { CompiledProgram } from "./compile.ts";
import type { Inverse } from "./inverse.ts";
import { objectsOf } from "./objects.ts";
import { allowsFlag, type FlagWords, type ParsedCall } from "./parse-call.ts";
import { matchesPath } from "./path-test.ts";

/** The inverse that the tables name for a call: the one with the most words and flags. */
export function findInverse(program: CompiledProgram, parsed: ParsedCall): Inverse | undefined {
  let best: Inverse | undefined;
  for (const inverse of program.inverses) {
    const { words, needs } = inverse.key;
    // `stash pop` takes back `stash`, and not `stash drop`.
    if (words.length < parsed.path.length || !matchesPath(inverse.key, parsed)) continue;
    if (!best || words.length + needs.length > best.key.words.length + best.key.needs.length) best = inverse;
  }
  return best;
}

interface Inverting {
  readonly inverse: Inverse;
  readonly program: CompiledProgram;
  readonly call: Call;
  readonly parsed: ParsedCall;
}

/** The words that take a call back, or nothing where the call's own words do not tell them for certain. */
export function invert(inverting: Inverting): readonly string[] | undefined {
  const { inverse, call, parsed } = inverting;
  if (inverse.needsOldValue || call.words.some(({ kind }) => kind !== "constant")) return undefined;
  const fates = fatesOf(inverting);
  if (!fates) return undefined;
  const name = inverse.program ?? call.words[0]?.text;
  if (name === undefined) return undefined;
  const operands = parsed.operandIndexes.filter((index) => fates[index] === "operand");
  if (inverse.choosesOperands) return fillTemplate({ ...inverting, name, fates, operands });
  const first = parsed.pathIndexes[0] ?? 0;
  const stars = starsOf(inverse, parsed);
  const words = inverse.words.map((word) => (word === "*" ? (stars.shift() ?? word) : word));
  const kept = (from: number, to: number) =>
    call.args.slice(from, to).flatMap(({ text }, index) => (isGone(fates[from + index]) ? [] : [text]));
  return [name, ...kept(0, first), ...words, ...kept(first, call.args.length)];
}

/** The words that each `*` of the key stood for. */
function starsOf({ key }: Inverse, parsed: ParsedCall): string[] {
  const given = [...parsed.path, ...parsed.operands.map(({ text }) => text)];
  return key.words.flatMap((word, index) => (word === "*" ? (given[index] ?? []) : []));
}

/** What becomes of each argument. */
type Fate = "path" | "operand" | "kept" | "dropped" | undefined;

function isGone(fate: Fate): boolean {
  return fate === "path" || fate === "dropped";
}

function fatesOf({ inverse, program, parsed }: Inverting): readonly Fate[] | undefined {
  const fates: Fate[] = [];
  for (const index of parsed.operandIndexes) fates[index] = "operand";
  const sequence = [...parsed.pathIndexes, ...parsed.operandIndexes];
  for (const index of sequence.slice(0, inverse.key.words.length)) fates[index] = "path";
  for (const words of parsed.flagWords) {
    const fate = fateOfFlags(words, inverse, program);
    if (!fate) return undefined;
    const length = words.length + (hasLooseValue(words, inverse) ? 1 : 0);
    for (let index = words.index; index < words.index + length; index++) fates[index] = fate;
  }
  return fates;
}

function fateOfFlags({ flags }: FlagWords, inverse: Inverse, program: CompiledProgram): "kept" | "dropped" | undefined {
  const isKey = (flag: string) => inverse.key.needs.some((need) => need.flag === flag);
  if (flags.every(({ flag }) => isKey(flag))) return "dropped";
  if (flags.some(({ flag }) => isKey(flag))) return undefined;
  const isGlobal = (given: FlagWords["flags"][number]) =>
    inverse.program === undefined && allowsFlag(program.global, given);
  if (
    flags.every(
      (given) => !inverse.drops.kinds.has(given.flag) && (isGlobal(given) || allowsFlag(inverse.keeps, given)),
    )
  )
    return "kept";
  return flags.every((given) => allowsFlag(inverse.drops, given)) ? "dropped" : undefined;
}

/** A value that the tables did not know of when they sorted the words: `-t 30`, said to take one by the template only. */
function hasLooseValue({ length, flags }: FlagWords, { keeps, drops }: Inverse): boolean {
  const last = flags.at(-1);
  if (length > 1 || !last || last.value !== undefined) return false;
  return keeps.kinds.get(last.flag) === "value" || drops.kinds.get(last.flag) === "value";
}

interface Filling extends Inverting {
  readonly name: string;
  readonly fates: readonly Fate[];
  readonly operands: readonly number[];
}

function fillTemplate({ inverse, program, name, call, parsed, fates, operands }: Filling): string[] | undefined {
  const texts = operands.map((index) => call.args[index]?.text ?? "");
  const objects = objectsOf(program, parsed, texts);
  // Moved to another place in the call, it would be read as a flag.
  if (objects.some((text) => text.startsWith("-"))) return undefined;
  const words: string[] = [];
  for (const word of inverse.words) {
    if (word === "$0") continue;
    if (word === "$*") {
      if (objects.length === 0) return undefined;
      words.push(...objects);
      continue;
    }
    const missing = [...word.matchAll(/\$(\d)/g)].some(([, digit]) => objects[Number(digit) - 1] === undefined);
    if (missing) return undefined;
    words.push(word.replace(/\$(\d)/g, (_whole, digit: string) => objects[Number(digit) - 1] as string));
  }
  const first = parsed.pathIndexes[0] ?? call.args.length;
  const kept = call.args.map(({ text }, index) => ({ text, index })).filter(({ index }) => fates[index] === "kept");
  return [
    name,
    ...kept.filter(({ index }) => index < first).map(({ text }) => text),
    ...words,
    ...kept.filter(({ index }) => index > first).map(({ text }) => text),
  ];
}
