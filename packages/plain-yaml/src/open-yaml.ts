import type { SourceRange } from "@steadyhand/core/risk";
import { isAlias, isMap, isNode, isScalar, LineCounter, type Node, type ParsedNode, parseDocument, visit } from "yaml";

/** Something of a file that is not as it should be, and where. Lines and columns count from 1. */
export interface YamlProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

type Path = readonly PropertyKey[];

/** YAML that was read, with the place of everything in it. */
export interface OpenYaml {
  readonly value: unknown;
  /** Where the value at a path stands, or the nearest thing above it that is there. */
  rangeOf(path: Path): SourceRange;
  /** Where the key of a map stands. */
  rangeOfKey(path: Path, key: string): SourceRange;
  problemAt(range: SourceRange, message: string): YamlProblem;
}

/** More than this in one another is nothing that people wrote, and costs the library seconds to refuse. */
const deepest = 40;

/** Reads YAML 1.2 without anchors, aliases and tags: nothing here needs them, and a few lines can stand for gigabytes. */
export function openYaml(
  text: string,
): { readonly ok: true; readonly yaml: OpenYaml } | { readonly ok: false; readonly problems: YamlProblem[] } {
  const lines = new LineCounter();
  const problemAt = ({ start }: { readonly start: number }, message: string): YamlProblem => {
    const { line, col } = lines.linePos(start);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  if (isNestedForHarm(text)) {
    return { ok: false, problems: [{ line: 1, column: 1, message: "maps and lists lie too deep in one another" }] };
  }
  const document = parseDocument<ParsedNode>(text, {
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
    version: "1.2",
    schema: "core",
  });
  const problems = [...document.errors, ...document.warnings].map(({ pos, message }) =>
    problemAt({ start: pos[0] }, `this is not plain YAML: ${message}`),
  );
  visit(document, {
    Node(_key, node) {
      const range = rangeOfNode(node);
      if (isAlias(node)) problems.push(problemAt(range, `the alias *${node.source} is not used here`));
      else if (node.anchor !== undefined)
        problems.push(problemAt(range, `the anchor &${node.anchor} is not used here`));
      if (node.tag !== undefined) problems.push(problemAt(range, `the tag ${node.tag} is not used here`));
    },
  });
  if (problems.length > 0) return { ok: false, problems };

  const nodeAt = (path: Path): Node | undefined => {
    const found = path.length === 0 ? document.contents : document.getIn(path, true);
    return isNode(found) ? found : undefined;
  };
  const rangeOf = (path: Path): SourceRange => {
    const node = nodeAt(path);
    if (node !== undefined || path.length === 0) return node === undefined ? { start: 0, end: 0 } : rangeOfNode(node);
    return rangeOf(path.slice(0, -1));
  };
  return {
    ok: true,
    yaml: {
      value: document.toJS({ maxAliasCount: 0 }),
      rangeOf,
      rangeOfKey(path, key) {
        const map = nodeAt(path);
        const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
        return isNode(pair?.key) ? rangeOfNode(pair.key) : rangeOf(path);
      },
      problemAt,
    },
  };
}

function rangeOfNode({ range }: Node): SourceRange {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

function isNestedForHarm(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === "[" || char === "{") {
      if (++depth > deepest) return true;
    } else if (char === "]" || char === "}") depth = Math.max(0, depth - 1);
  }
  return /^[ ]{400}/m.test(text) || /^(- ?){40}/m.test(text);
}
