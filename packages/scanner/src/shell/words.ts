import type { Word, WordPart } from "unbash";
import type { Argument } from "../programs/call.ts";
import type { Scope, VariableValue } from "../scope.ts";

/** Braces that open into more words than this are not followed. */
const maxBraceWords = 64;

/**
 * The words one shell word becomes, as far as the text tells: quotes, ANSI-C quotes, braces, `$IFS` and
 * variables set before are resolved. What is not constant keeps its constant beginning.
 */
export function resolveWord(word: Word, scope: Scope): readonly Argument[] {
  const { pos, end, parts } = word;
  if (parts === undefined) return [{ text: word.value, kind: "constant", ...rangeOf(pos, end, scope) }];
  if (parts.some((part) => part.type === "BraceExpansion")) return resolveBraces(word, scope);
  return build(parts, word, scope);
}

/** What a word becomes when it is not split: on the right of `=`, after `<`, in `case`. */
export function resolveSingle(word: Word, scope: Scope): Argument {
  const { pos, end, parts } = word;
  const range = rangeOf(pos, end, scope);
  if (parts === undefined) return { text: word.value, kind: "constant", ...range };
  const pieces = piecesOf(parts, scope, true);
  return { ...join(pieces), ...range };
}

function rangeOf(start: number, end: number, scope: Scope): { start: number; end: number } {
  return scope.range ?? { start, end };
}

interface Piece {
  readonly text: string;
  readonly kind: Argument["kind"];
  /** Whether blanks in it part words. */
  readonly splits: boolean;
}

function build(parts: readonly WordPart[], word: Word, scope: Scope): Argument[] {
  const pieces = piecesOf(parts, scope, false);
  const range = rangeOf(word.pos, word.end, scope);
  const groups: Piece[][] = [[]];
  for (const piece of pieces) {
    if (!piece.splits || !/[ \t\n]/.test(piece.text)) {
      groups.at(-1)?.push(piece);
      continue;
    }
    const fields = piece.text.split(/[ \t\n]+/);
    fields.forEach((field, index) => {
      if (index > 0) groups.push([]);
      if (field !== "") groups.at(-1)?.push({ ...piece, text: field, splits: false });
    });
  }
  const filled = groups.filter((group) =>
    group.some(({ text, splits, kind }) => text !== "" || !splits || kind !== "constant"),
  );
  return filled.map((group) => ({ ...join(group), ...range }));
}

function join(pieces: readonly Piece[]): Pick<Argument, "text" | "kind"> {
  let text = "";
  let kind: Argument["kind"] = "constant";
  for (const piece of pieces) {
    if (piece.kind === "constant" && kind === "constant") text += piece.text;
    kind = worse(kind, piece.kind);
  }
  return { text, kind };
}

const kinds: readonly Argument["kind"][] = ["constant", "blank", "glob", "dynamic"];

function worse(left: Argument["kind"], right: Argument["kind"]): Argument["kind"] {
  return kinds.indexOf(left) > kinds.indexOf(right) ? left : right;
}

function piecesOf(parts: readonly WordPart[], scope: Scope, isSingle: boolean): Piece[] {
  return parts.flatMap((part) => pieceOf(part, scope, isSingle));
}

function pieceOf(part: WordPart, scope: Scope, isSingle: boolean): Piece | Piece[] {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return constant(part.value);
    case "DoubleQuoted":
      return part.parts.length === 0 ? constant("") : part.parts.map((child) => quotedPiece(child, scope));
    case "Glob":
      return isSingle
        ? { text: "", kind: "dynamic", splits: false }
        : { text: part.value, kind: "glob", splits: false };
    case "SimpleExpansion":
      return variablePiece(part.text.slice(1), scope, !isSingle);
    case "ParameterExpansion":
      if (part.operation || part.prefix || part.index) return dynamic;
      return variablePiece(part.parameter, scope, !isSingle);
    default:
      // Substitutions, arithmetic, extended globs, $"…": known only when it runs.
      return dynamic;
  }
}

const dynamic: Piece = { text: "", kind: "dynamic", splits: false };

function constant(text: string): Piece {
  return { text, kind: "constant", splits: false };
}

function quotedPiece(part: WordPart, scope: Scope): Piece {
  if (part.type === "Literal") return constant(part.value);
  if (part.type === "SimpleExpansion") return variablePiece(part.text.slice(1), scope, false);
  if (part.type === "ParameterExpansion" && !part.operation && !part.prefix && !part.index) {
    return variablePiece(part.parameter, scope, false);
  }
  return dynamic;
}

/** Names a shell sets by itself to what somebody else decides. */
const shellNames = /^(?:[0-9@*#?$!_-]|[0-9]+|REPLY|MAPFILE|COPROC|BASH.*|OPTARG|RANDOM|DIRSTACK|PIPESTATUS|FUNCNAME)$/;

function variablePiece(name: string, scope: Scope, isUnquoted: boolean): Piece {
  const known = scope.variables.get(name);
  // With another IFS words part elsewhere than at blanks.
  if (known && isUnquoted && scope.variables.has("IFS")) return dynamic;
  if (known) return knownPiece(known, isUnquoted);
  if (name === "IFS") return { text: " ", kind: "constant", splits: isUnquoted };
  if (shellNames.test(name)) return dynamic;
  // A variable nobody in the text sets is filled in from outside, like a <placeholder>. In double quotes it stays
  // one word; without them it may become several, and any of them a flag.
  return isUnquoted ? dynamic : { text: "", kind: "blank", splits: false };
}

function knownPiece(value: VariableValue, isUnquoted: boolean): Piece {
  if (value.kind === "dynamic") return dynamic;
  if (value.kind === "plain") return { text: "", kind: "blank", splits: false };
  if (isUnquoted && /[*?[]/.test(value.text)) return { text: value.text, kind: "glob", splits: true };
  return { text: value.text, kind: "constant", splits: isUnquoted };
}

/** Opens `{a,b}` and `{1..3}` where all of the word is plain text; anything else in braces is dynamic. */
function resolveBraces(word: Word, scope: Scope): readonly Argument[] {
  const range = rangeOf(word.pos, word.end, scope);
  if (/[$`'"\\*?[\]~]/.test(word.text)) return [{ text: "", kind: "dynamic", ...range }];
  const opened = openBraces(word.text);
  if (!opened) return [{ text: "", kind: "dynamic", ...range }];
  return opened.filter((text) => text !== "").map((text) => ({ text, kind: "constant", ...range }));
}

/** The words of plain text with braces, or nothing when they are too many. */
export function openBraces(text: string): readonly string[] | undefined {
  let words = [""];
  let at = 0;
  while (at < text.length) {
    const close = text[at] === "{" ? closingBrace(text, at) : -1;
    const options = close < 0 ? [text[at] as string] : optionsOf(text.slice(at + 1, close));
    if (!options || words.length * options.length > maxBraceWords) return undefined;
    words = words.flatMap((word) => options.map((option) => word + option));
    at = close < 0 ? at + 1 : close + 1;
  }
  return words;
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return -1;
}

function optionsOf(inner: string): readonly string[] | undefined {
  const fields = splitTop(inner);
  if (fields.length === 1) return rangeOptions(inner) ?? plainBraces(inner);
  const opened = fields.map(openBraces);
  return opened.every((field) => field !== undefined) ? opened.flat() : undefined;
}

function plainBraces(inner: string): readonly string[] | undefined {
  return openBraces(inner)?.map((text) => `{${text}}`);
}

function splitTop(inner: string): string[] {
  const fields = [""];
  let depth = 0;
  for (const char of inner) {
    if (char === "{") depth++;
    if (char === "}") depth--;
    if (char === "," && depth === 0) fields.push("");
    else fields[fields.length - 1] += char;
  }
  return fields;
}

function rangeOptions(inner: string): readonly string[] | undefined {
  const numbers = /^(-?\d{1,4})\.\.(-?\d{1,4})$/.exec(inner);
  if (!numbers) return undefined;
  const [from, to] = [Number(numbers[1]), Number(numbers[2])];
  const isPadded = [numbers[1], numbers[2]].some((text) => /^-?0\d/.test(text ?? ""));
  if (Math.abs(to - from) >= maxBraceWords || isPadded) return undefined;
  const step = to < from ? -1 : 1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => String(from + index * step));
}
