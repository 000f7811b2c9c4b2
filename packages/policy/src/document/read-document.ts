import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { type PolicyProblem, type SettingPath, sayPath } from "../problem.ts";

/** A place in a text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The value that a text holds, and where each part of it stands. */
export interface SourceDocument {
  readonly value: unknown;
  /** Where a value begins; of a missing one, where the nearest thing around it begins. */
  placeOf(path: SettingPath): Place;
  /** Where the name of a setting begins. */
  placeOfKey(path: SettingPath): Place;
}

export type DocumentReading =
  | { readonly ok: true; readonly document: SourceDocument }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

const maxBytes = 256 * 1024;
const maxDepth = 32;

/**
 * Reads JSON with comments and trailing commas. What is no JSON, a key that stands twice, and a text that is too long or
 * too deep come back as problems, all of them at once.
 */
export function readDocument(text: string): DocumentReading {
  const placeAt = placesIn(text);
  const problemAt = (offset: number, message: string, allowed?: string, path = ""): PolicyProblem => ({
    ...placeAt(offset),
    path,
    message,
    ...(allowed !== undefined && { allowed }),
  });
  if (Buffer.byteLength(text) > maxBytes) {
    return { ok: false, problems: [problemAt(0, "the file is too long", `at most ${maxBytes / 1024} KiB`)] };
  }
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) {
    return {
      ok: false,
      problems: [problemAt(tooDeep, "brackets are nested too deeply", `at most ${maxDepth} levels`)],
    };
  }
  const errors: ParseError[] = [];
  const root = parseTree(withoutMark(text), errors, { allowTrailingComma: true, disallowComments: false });
  if (errors.length > 0 || root === undefined) {
    return {
      ok: false,
      problems: firstOfEachLine(errors.map(({ error, offset }) => sayError(problemAt, text, { error, offset }))),
    };
  }
  const keys = wrongKeys(root).map(({ node, path, message, allowed }) =>
    problemAt(node.offset, message, allowed, sayPath(path)),
  );
  if (keys.length > 0) return { ok: false, problems: keys };
  return {
    ok: true,
    document: {
      value: getNodeValue(root) as unknown,
      placeOf: (path) => placeAt(nearest(root, path).offset),
      placeOfKey(path) {
        const property = findNodeAtLocation(root, [...path])?.parent;
        return placeAt(property?.type === "property" ? property.offset : nearest(root, path).offset);
      },
    },
  };
}

/** Windows editors write one; of the same length, so that places stay. */
function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
}

function placesIn(text: string): (offset: number) => Place {
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
  return (offset) => {
    const at = Math.min(offset, text.length);
    const line = starts.findLastIndex((start) => start <= at);
    return { line: line + 1, column: at - (starts[line] ?? 0) + 1 };
  };
}

/** The parser calls itself for each bracket: what would exhaust the stack is seen before. */
function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  scanner.scan();
  // Only the end has no length.
  for (; scanner.getTokenLength() > 0; scanner.scan()) {
    const token = scanner.getTokenLength() === 1 ? text[scanner.getTokenOffset()] : "";
    if (token === "{" || token === "[") depth += 1;
    if (token === "}" || token === "]") depth -= 1;
    if (depth > maxDepth) return scanner.getTokenOffset();
  }
  return undefined;
}

function nearest(root: Node, path: SettingPath): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node;
  }
  return root;
}

interface WrongKey {
  readonly node: Node;
  readonly path: SettingPath;
  readonly message: string;
  readonly allowed: string;
}

/** Keys that stand twice, of which most readers take the last in silence, and the one name that no object can hold. */
function wrongKeys(node: Node, path: SettingPath = []): WrongKey[] {
  const children = node.children ?? [];
  if (node.type === "array") return children.flatMap((child, index) => wrongKeys(child, [...path, index]));
  if (node.type !== "object") return [];
  const seen = new Set<string>();
  return children.flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined) return [];
    // The parser gives every key of an object as a string.
    const name = key.value as string;
    const here = [...path, name];
    const found = value ? wrongKeys(value, here) : [];
    const isTwice = seen.has(name);
    seen.add(name);
    if (name === "__proto__") {
      return [{ node: key, path: here, message: "this name cannot be used", allowed: "any other name" }, ...found];
    }
    if (!isTwice) return found;
    return [{ node: key, path: here, message: "this key stands here twice", allowed: "each key once" }, ...found];
  });
}

type ProblemAt = (offset: number, message: string, allowed?: string) => PolicyProblem;

function sayError(
  problemAt: ProblemAt,
  text: string,
  { error, offset }: Pick<ParseError, "error" | "offset">,
): PolicyProblem {
  if (text.replaceAll("\uFEFF", "").trim() === "") {
    return problemAt(0, "the file is empty", 'at least { "version": 1 }');
  }
  const [message, allowed] = errorWords[printParseErrorCode(error)] ?? ["this is not JSON", undefined];
  return problemAt(offset, message, allowed);
}

const errorWords: Readonly<Record<string, readonly [string, string?]>> = {
  InvalidSymbol: [
    "this stands outside double quotes and is no JSON value",
    "a text in double quotes, a number, true, false, null, { } or [ ]",
  ],
  InvalidNumberFormat: ["this is no JSON number", "such as 5 or 0.98"],
  PropertyNameExpected: ["a key is missing here", "a name in double quotes"],
  ValueExpected: ["a value is missing here", "a text in double quotes, a number, true, false, { } or [ ]"],
  ColonExpected: ["a colon is missing between key and value", ":"],
  CommaExpected: ["a comma is missing before this", ","],
  CloseBraceExpected: ["a { is never closed", "}"],
  CloseBracketExpected: ["a [ is never closed", "]"],
  EndOfFileExpected: ["something stands behind the end", "one { … } and nothing after it"],
  InvalidCommentToken: ["this comment is not written right", "// to the end of the line, or /* … */"],
  UnexpectedEndOfComment: ["a comment is never closed", "*/"],
  UnexpectedEndOfString: ["a text is never closed", 'a closing " on the same line'],
  UnexpectedEndOfNumber: ["this number is not complete", "such as 5 or 0.98"],
  InvalidUnicode: ["this is no complete \\u escape", "\\u and four hexadecimal digits"],
  InvalidEscapeCharacter: ["there is no such escape", '\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX'],
  InvalidCharacter: ["a control character stands in a text", "its escape, such as \\t or \\n"],
};

/** One slip makes the parser stumble several times: the first of a line says it. */
function firstOfEachLine(problems: readonly PolicyProblem[]): PolicyProblem[] {
  const lines = new Set<number>();
  return problems.filter(({ line }) => !lines.has(line) && lines.add(line)).slice(0, 20);
}
