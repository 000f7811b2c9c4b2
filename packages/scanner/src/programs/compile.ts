import type { Reach, Risk } from "@steadyhand/core/risk";
import { compileFlags, type FlagKind, type FlagSet } from "./flag-set.ts";
import { compileInverses, type Inverse } from "./inverse.ts";
import { type NeededFlag, type PathWords, readPaths } from "./path-words.ts";
import type { Carried, Effect, FlagStyle, Paths, Program } from "./program.ts";

/** One path of a program with what it means. */
export interface Entry {
  readonly effect: Effect;
  readonly isGrave: boolean;
  /** Whether it belongs to the program itself and to no subcommand. */
  readonly isRoot: boolean;
  /** Flags that must be given, with the value they must have where one is named. */
  readonly needs: readonly NeededFlag[];
  readonly operandTest: ((operand: string) => boolean) | undefined;
  readonly maxOperands: number | undefined;
  /** For a path that reads: the flags that keep it so. */
  readonly flags: FlagSet | undefined;
  readonly carried: { readonly spec: Carried; readonly flags: FlagSet } | undefined;
  /** What an author's own file says beyond the effect. */
  readonly own: OwnWords | undefined;
}

/** What an author says of a subcommand in words of their own. */
export interface OwnWords {
  readonly risk: Risk;
  readonly reach: Reach | undefined;
  readonly why: string | undefined;
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
  /** Rules of what the tables say are called `program.…`, of what an author says `own.…`. */
  readonly rule: "program" | "own";
  readonly inverses: readonly Inverse[];
  readonly reach: { readonly many: readonly PathWords[]; readonly all: readonly PathWords[] };
  readonly typed: readonly PathWords[];
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
  return {
    style: program.style ?? "gnu",
    global,
    root,
    known,
    onlyReads,
    rule: "program",
    inverses: compileInverses(program.undo ?? {}),
    reach: { many: readPaths(program.reach?.many ?? ""), all: readPaths(program.reach?.all ?? "") },
    typed: readPaths(program.typed ?? ""),
  };
}

/** A tree without any path. */
export function newNode(): PathNode {
  return { exact: new Map(), starts: [], any: undefined, entries: [] };
}

/** What a path means. */
export interface Meaning {
  readonly effect: Effect;
  readonly isGrave?: boolean;
  readonly flags?: FlagSet;
  readonly carried?: Entry["carried"];
  readonly own?: OwnWords;
}

function addPaths(root: PathNode, paths: Paths, meaning: Meaning): void {
  for (const path of readPaths(paths)) addPath(root, path, meaning);
}

/** Adds what one path means to a program's tree. */
export function addPath(root: PathNode, path: PathWords, meaning: Meaning): void {
  let node = root;
  for (const word of path.words) node = childFor(node, word);
  const { needs, operandTest, maxOperands } = path;
  const { effect, isGrave = false, flags, carried, own } = meaning;
  node.entries.push({ effect, isGrave, isRoot: node === root, needs, operandTest, maxOperands, flags, carried, own });
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
