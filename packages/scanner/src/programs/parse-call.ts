import type { Argument, Call } from "./call.ts";
import type { CompiledProgram, Entry, PathNode } from "./compile.ts";
import type { FlagKind, FlagSet } from "./flag-set.ts";

/** A flag as it was given. `isEarly` means before the first word of a subcommand. */
export interface GivenFlag {
  readonly flag: string;
  readonly value: string | undefined;
  readonly isEarly: boolean;
}

/** A call sorted into path, flags and operands by what the tables know of the program. */
export interface ParsedCall {
  readonly path: readonly string[];
  /** Where each word of the path stood among the arguments. */
  readonly pathIndexes: readonly number[];
  readonly flags: readonly GivenFlag[];
  /** The arguments that were read as flags. */
  readonly flagWords: readonly FlagWords[];
  readonly operands: readonly Argument[];
  /** Where each operand stood among the arguments. */
  readonly operandIndexes: readonly number[];
  /** Entries along the path with how exactly they match. */
  readonly matches: readonly { readonly entry: Entry; readonly score: number }[];
  /** A word that decides what happens is not constant. */
  readonly isOpenEnded: boolean;
  /** Arguments that are neither constant nor a blank. */
  readonly loose: readonly Argument[];
}

/** One argument of flags, with the value that follows it, and which of the call's flags it gives. */
export interface FlagWords {
  readonly index: number;
  readonly length: number;
  readonly flags: readonly GivenFlag[];
}

/** Sorts the words of a call. `carrierFlags` are the flags of a program that carries a command: they end at its first operand. */
export function parseCall(program: CompiledProgram, call: Call): ParsedCall {
  const flags: GivenFlag[] = [];
  const operands: Argument[] = [];
  const operandIndexes: number[] = [];
  const path: string[] = [];
  const pathIndexes: number[] = [];
  const flagWords: FlagWords[] = [];
  const loose: Argument[] = [];
  let fronts: Front[] = [{ node: program.root, score: 0 }];
  const visited: Front[] = [...fronts];
  let isOpenEnded = false;
  let descending = true;
  let optionsEnded = program.style === "words";
  const { args } = call;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as Argument;
    if (arg.kind === "dynamic" || arg.kind === "glob") loose.push(arg);
    if (!optionsEnded && arg.text.startsWith("-") && arg.text.length > 1) {
      if (arg.text === "--") optionsEnded = true;
      else {
        const next = args[index + 1];
        const before = flags.length;
        const taken = readFlag({ program, arg, next, fronts, isEarly: path.length === 0, flags });
        flagWords.push({ index, length: 1 + taken, flags: flags.slice(before) });
        if (taken === 1 && next && (next.kind === "dynamic" || next.kind === "glob")) loose.push(next);
        index += taken;
      }
      continue;
    }
    if (descending) {
      const next = arg.kind === "constant" ? descend(fronts, arg.text, path.length) : [];
      if (next.length > 0) {
        fronts = next;
        visited.push(...next);
        path.push(arg.text);
        pathIndexes.push(index);
        continue;
      }
      if (arg.kind !== "constant" && fronts.some(({ node }) => hasChildren(node))) isOpenEnded = true;
      descending = false;
    }
    operands.push(arg);
    operandIndexes.push(index);
  }
  const matches = visited.flatMap(({ node, score }) =>
    node.entries.map((entry) => ({ entry, score: score + own(entry) })),
  );
  return { path, pathIndexes, flags, flagWords, operands, operandIndexes, matches, isOpenEnded, loose };
}

interface Front {
  readonly node: PathNode;
  readonly score: number;
}

function own(entry: Entry): number {
  return (
    entry.needs.length +
    (entry.maxOperands === undefined ? 0 : 1) +
    (entry.operandTest ? 1 : 0) +
    (entry.carried ? 1 : 0)
  );
}

function hasChildren(node: PathNode): boolean {
  return node.exact.size > 0 || node.starts.length > 0 || node.any !== undefined;
}

/** Verbs that change something: below a program's first word they are never names that a `*` stands for. */
const verbs = new Set(
  `start stop restart reset create delete remove rm update set unset add run enable disable patch import export deploy call ssh scp exec execute resize attach detach move
   mv copy cp suspend resume promote failover restore rollback apply destroy purge clear cancel kill terminate reboot rebuild revoke grant invoke submit publish push pull upload download
   rename replace rotate undelete drain cordon scale patch edit write put post send sign login logout upgrade migrate sync flush truncate unlock lock register unregister`
    .trim()
    .split(/\s+/),
);

function descend(fronts: readonly Front[], word: string, depth: number): Front[] {
  const found: Front[] = [];
  for (const { node, score } of fronts) {
    const exact = node.exact.get(word);
    if (exact) found.push({ node: exact, score: score + 4 });
    for (const { start, node: child } of node.starts)
      if (word.startsWith(start)) found.push({ node: child, score: score + 3 });
  }
  // A verb that changes something is never taken for a name: `instances delete list` deletes what is called list.
  if (found.some(({ node }) => node.entries.some(({ effect }) => effect !== "reads"))) return found;
  if (depth > 0 && verbs.has(word)) return found;
  for (const { node, score } of fronts) if (node.any) found.push({ node: node.any, score: score + 2 });
  return found;
}

interface FlagReading {
  readonly program: CompiledProgram;
  readonly arg: Argument;
  readonly next: Argument | undefined;
  readonly fronts: readonly Front[];
  readonly isEarly: boolean;
  readonly flags: GivenFlag[];
}

/** Reads one word of flags and answers how many further words it takes (0 or 1). */
function readFlag(reading: FlagReading): number {
  const { program, arg, next, isEarly, flags } = reading;
  const { text } = arg;
  const equals = text.indexOf("=");
  const isLong = text.startsWith("--") || program.style === "single-dash";
  const whole = equals > 0 ? text.slice(0, equals) : text;
  const kindOfWhole = kindOf(reading, whole);
  if (isLong || (kindOfWhole !== undefined && text.length > 2)) {
    // A word that goes on after its constant part may be any longer flag, unless its name ended at "=".
    const flag = arg.kind !== "constant" && equals < 0 ? `${whole}…` : whole;
    if (equals > 0) flags.push({ flag, value: text.slice(equals + 1), isEarly });
    else if (kindOfWhole === "value") flags.push({ flag, value: next?.text, isEarly });
    else flags.push({ flag, value: undefined, isEarly });
    return equals < 0 && kindOfWhole === "value" ? 1 : 0;
  }
  return readBundle(reading);
}

function readBundle(reading: FlagReading): number {
  const { arg, next, isEarly, flags } = reading;
  for (let at = 1; at < arg.text.length; at++) {
    const flag = `-${arg.text[at]}`;
    const kind = kindOf(reading, flag);
    const rest = arg.text.slice(at + 1);
    if (kind === "value") {
      const isSeparate = rest === "" && arg.kind === "constant";
      flags.push({ flag, value: isSeparate ? next?.text : rest.replace(/^=/, ""), isEarly });
      return isSeparate ? 1 : 0;
    }
    if (kind === "optional") {
      flags.push({ flag, value: rest || undefined, isEarly });
      return 0;
    }
    flags.push({ flag, value: undefined, isEarly });
  }
  if (arg.kind !== "constant") flags.push({ flag: `${arg.text}…`, value: undefined, isEarly });
  return 0;
}

function kindOf({ program, fronts }: FlagReading, flag: string): FlagKind | undefined {
  for (const { node } of fronts) {
    const kind = kindsAt(node).get(flag);
    if (kind) return kind;
  }
  return program.global.kinds.get(flag) ?? program.known.get(flag);
}

const kindsByNode = new WeakMap<PathNode, ReadonlyMap<string, FlagKind>>();

/** What the entries at one place of a program's tree take each flag for: the first that knows it says so. */
function kindsAt(node: PathNode): ReadonlyMap<string, FlagKind> {
  const ready = kindsByNode.get(node);
  if (ready) return ready;
  const kinds = new Map<string, FlagKind>();
  for (const entry of node.entries) {
    const own = (entry.flags ?? entry.carried?.flags)?.kinds;
    if (own) for (const [flag, kind] of own) if (!kinds.has(flag)) kinds.set(flag, kind);
  }
  kindsByNode.set(node, kinds);
  return kinds;
}

/** Whether a set of flags allows one. */
export function allowsFlag(set: FlagSet, given: GivenFlag): boolean {
  const { flag, value } = given;
  if (set.excluded.has(flag)) return false;
  const kind = set.kinds.get(flag);
  // `--limit` may only look where `--limit=0` sets: a switch takes no value but its own yes and no.
  if (kind !== undefined) return kind !== "switch" || value === undefined || /^(?:true|false|yes|no)$/.test(value);
  if (value !== undefined && set.kinds.has(`${flag}=${value}`)) return true;
  if (!set.isOpen || flag.endsWith("…")) return false;
  // Most programs take an unambiguous beginning of a long flag for the flag.
  for (const excluded of set.excluded) if (flag.length > 2 && excluded.startsWith(flag)) return false;
  return true;
}
