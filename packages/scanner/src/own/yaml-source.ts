import type { Node, Pair } from "yaml";
import { type OwnProblem, type Place, problem } from "./problem.ts";

/** A value of the file with the place where it stands. */
export type Located =
  | { readonly kind: "map"; readonly at: Place; readonly entries: readonly LocatedEntry[] }
  | { readonly kind: "list"; readonly at: Place; readonly items: readonly Located[] }
  | { readonly kind: "scalar"; readonly at: Place; readonly value: string | number | boolean | null };

export interface LocatedEntry {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: Located;
}

/** Maps and lists that lie inside one another deeper than this are no file of programs. */
const maxDepth = 12;
const tooDeep = problem({ line: 1, column: 1 }, `More than ${maxDepth} maps and lists lie inside one another`);

/**
 * Reads YAML into plain values with their places. Anchors, aliases and tags are refused: nothing here needs them, and
 * a few lines of aliases can stand for gigabytes. The library is loaded when a file is read, not with the scanner.
 */
export async function readYaml(text: string): Promise<Located | readonly OwnProblem[]> {
  const yaml = await import("yaml");
  const counter = new yaml.LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: OwnProblem[] = [];
  if (isNestedForHarm(text)) return [tooDeep];

  function locate(node: unknown, at: Place, depth: number): Located {
    const here = yaml.isNode(node) && node.range ? placeOf(node.range[0]) : at;
    const nothing: Located = { kind: "scalar", at: here, value: null };
    if (depth > maxDepth) {
      problems.push(problem(here, `More than ${maxDepth} maps and lists lie inside one another`));
      return nothing;
    }
    if (node === null || node === undefined) return nothing;
    if (yaml.isAlias(node)) {
      problems.push(
        problem(here, `The alias *${node.source} stands for something written elsewhere`, { allowed: "plain values" }),
      );
      return nothing;
    }
    refuseDecoration(node, here);
    if (yaml.isMap(node)) return { kind: "map", at: here, entries: entriesOf(node.items, here, depth) };
    if (yaml.isSeq(node))
      return { kind: "list", at: here, items: node.items.map((item) => locate(item, here, depth + 1)) };
    if (!yaml.isScalar(node)) return nothing;
    const { value } = node;
    const isPlain =
      typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null;
    return isPlain ? { kind: "scalar", at: here, value } : nothing;
  }

  function refuseDecoration(node: unknown, at: Place): void {
    const { anchor, tag } = node as { readonly anchor?: string; readonly tag?: string };
    if (anchor !== undefined)
      problems.push(problem(at, `The anchor &${anchor} is not used here`, { allowed: "plain values" }));
    if (tag !== undefined) problems.push(problem(at, `The tag ${tag} is not used here`, { allowed: "plain values" }));
  }

  function entriesOf(items: readonly Pair<unknown, unknown>[], at: Place, depth: number): LocatedEntry[] {
    const entries = items.flatMap((pair) => entry(pair, at, depth));
    const seen = new Set<string>();
    for (const { key, keyAt } of entries) {
      if (seen.has(key)) problems.push(problem(keyAt, `\`${key.slice(0, 60)}\` stands here twice`));
      seen.add(key);
    }
    return entries;
  }

  function entry({ key, value }: Pair<unknown, unknown>, around: Place, depth: number): LocatedEntry[] {
    const located = locate(key, around, depth + 1);
    if (located.kind !== "scalar" || located.value === null) {
      problems.push(problem(located.at, "A key is not a word", { allowed: "words, in quotes where they hold signs" }));
      return [];
    }
    const keyAt = located.at;
    return [{ key: String(located.value), keyAt, value: locate(value, keyAt, depth + 1) }];
  }

  try {
    const document = yaml.parseDocument<Node>(text, {
      lineCounter: counter,
      prettyErrors: false,
      strict: true,
      // The library compares every key with every other; below it is done once a key.
      uniqueKeys: false,
      version: "1.2",
      schema: "core",
    });
    for (const { message, pos } of [...document.errors, ...document.warnings]) {
      // The library goes down one call a level and tells of the stack that it ran out of.
      if (message.includes("call stack")) return [tooDeep];
      problems.push(problem(placeOf(pos[0]), `This is not plain YAML: ${message.replace(/(?<![.\s])[.\s]+$/, "")}`));
    }
    if (problems.length > 0) return problems;
    const located = locate(document.contents, { line: 1, column: 1 }, 0);
    return problems.length > 0 ? problems : located;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [tooDeep];
  }
}

/** Thousands of brackets take the library seconds to refuse. */
function isNestedForHarm(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === "[" || char === "{") {
      if (++depth > 8 * maxDepth) return true;
    } else if (char === "]" || char === "}") depth--;
  }
  return false;
}
