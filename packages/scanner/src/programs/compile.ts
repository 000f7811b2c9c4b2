import type { Carried, Effect, FlagStyle, Flags, Paths, Program } from "./program.ts";

/** Whether a flag stands alone, takes the next word, or takes only what is attached to it. */
export type FlagKind = "switch" | "value" | "optional";

/** A line of flags, ready to be asked. */
export interface FlagSet {
  readonly kinds: ReadonlyMap<string, FlagKind>;
  readonly isOpen: boolean;
  readonly excluded: ReadonlySet<string>;
}

/** One path of a program with what it means. */
export interface Entry {
  readonly effect: Effect;
  readonly isGrave: boolean;
  /** Whether it belongs to the program itself and to no subcommand. */
  readonly isRoot: boolean;
  /** Flags that must be given, with the value they must have where one is named. */
  readonly needs: readonly { readonly flag: string; readonly value: string | undefined }[];
  readonly operandTest: ((operand: string) => boolean) | undefined;
  readonly maxOperands: number | undefined;
  /** For a path that reads: the flags that keep it so. */
  readonly flags: FlagSet | undefined;
  readonly carried: { readonly spec: Carried; readonly flags: FlagSet } | undefined;
}

export interface PathNode {
  readonly exact: Map<string, PathNode>;
  readonly starts: { readonly start: string; readonly node: PathNode }[];
  any: PathNode | undefined;
  readonly entries: Entry[];
}

export interface CompiledProgram {
  readonly style: FlagStyle;
  readonly global: FlagSet;
  readonly root: PathNode;
  /** Every flag that any path knows: only to tell values from operands. */
  readonly known: ReadonlyMap<string, FlagKind>;
  readonly onlyReads: boolean;
}

const effects: readonly Effect[] = [
  "reveals",
  "writes",
  "deletes",
  "executes",
  "starts",
  "stops",
  "scales",
  "configures",
  "sends",
  "grants",
  "spends",
];

/** Turns a program's table entry into a tree of its paths. */
export function compileProgram(program: Program): CompiledProgram {
  const root = newNode();
  const known = new Map<string, FlagKind>();
  const learn = (set: FlagSet) => {
    for (const [flag, kind] of set.kinds) if (known.get(flag) !== "value") known.set(flag, kind);
    return set;
  };
  const global = learn(compileFlags(program.global ?? ""));
  for (const [paths, flags] of Object.entries(program.reads ?? {})) {
    addPaths(root, paths, { effect: "reads", flags: learn(compileFlags(flags)) });
  }
  for (const effect of effects) addPaths(root, program[effect as Exclude<Effect, "reads">] ?? "", { effect });
  addPaths(root, program.grave ?? "", { effect: "configures", isGrave: true });
  for (const [paths, spec] of Object.entries(program.carries ?? {})) {
    addPaths(root, paths || "*", { effect: "executes", carried: { spec, flags: compileFlags(spec.flags) } });
  }
  const onlyReads =
    effects.every((effect) => program[effect as Exclude<Effect, "reads">] === undefined) && !program.carries;
  return { style: program.style ?? "gnu", global, root, known, onlyReads };
}

/** Reads a line of flags. */
export function compileFlags(line: Flags): FlagSet {
  const kinds = new Map<string, FlagKind>();
  const excluded = new Set<string>();
  let isOpen = false;
  for (const token of line.split(" ")) {
    if (token === "") continue;
    if (token === "*") isOpen = true;
    else if (token.startsWith("!")) excluded.add(token.slice(1));
    else if (token.startsWith("-[")) for (const letter of token.slice(2, -1)) addSwitch(kinds, `-${letter}`);
    else if (token.endsWith("=")) kinds.set(token.slice(0, -1), "value");
    else if (token.endsWith("?") && token.length > 2) kinds.set(token.slice(0, -1), "optional");
    else addSwitch(kinds, token);
  }
  return { kinds, isOpen, excluded };
}

function addSwitch(kinds: Map<string, FlagKind>, flag: string): void {
  if (!kinds.has(flag)) kinds.set(flag, "switch");
}

function newNode(): PathNode {
  return { exact: new Map(), starts: [], any: undefined, entries: [] };
}

interface Meaning {
  readonly effect: Effect;
  readonly isGrave?: boolean;
  readonly flags?: FlagSet;
  readonly carried?: Entry["carried"];
}

function addPaths(root: PathNode, paths: Paths, meaning: Meaning): void {
  for (const path of paths.split(",")) {
    const tokens = path.trim().split(" ").filter(Boolean);
    if (tokens.length > 0) addPath(root, tokens, meaning);
  }
}

function addPath(root: PathNode, tokens: readonly string[], meaning: Meaning): void {
  let node = root;
  const needs: { flag: string; value: string | undefined }[] = [];
  let operandTest: Entry["operandTest"];
  let maxOperands: number | undefined;
  for (const token of tokens) {
    if (token.startsWith("-") && token.length > 1) needs.push(neededFlag(token));
    else if (token === "@=") operandTest = (operand) => operand.includes("=");
    else if (token.startsWith("@^")) operandTest = notStartingWith(token.slice(2));
    else if (/^\*?\$\d$/.test(token)) maxOperands = Number(token.at(-1));
    else if (tokens.length === 1 && token === "*") continue;
    else node = childFor(node, token);
  }
  const { effect, isGrave = false, flags, carried } = meaning;
  node.entries.push({ effect, isGrave, isRoot: node === root, needs, operandTest, maxOperands, flags, carried });
}

function notStartingWith(start: string): (operand: string) => boolean {
  return (operand) => !operand.startsWith(start);
}

function neededFlag(token: string): { flag: string; value: string | undefined } {
  const equals = token.indexOf("=");
  return equals < 0
    ? { flag: token, value: undefined }
    : { flag: token.slice(0, equals), value: token.slice(equals + 1) };
}

function childFor(node: PathNode, token: string): PathNode {
  if (token === "*") {
    node.any ??= newNode();
    return node.any;
  }
  if (token.endsWith("*")) {
    const start = token.slice(0, -1);
    const found = node.starts.find((candidate) => candidate.start === start);
    if (found) return found.node;
    const started = newNode();
    node.starts.push({ start, node: started });
    return started;
  }
  const child = node.exact.get(token) ?? newNode();
  node.exact.set(token, child);
  return child;
}
