import { type HereDocBody, type ParameterExpansionPart, parse, type Word, type WordPart } from "unbash";
import type { Argument } from "../programs/call.ts";
import type { Scope, VariableValue } from "../scope.ts";
import { spend } from "../work.ts";
import { decodeAnsiC } from "./ansi-c.ts";
import { openBraces } from "./braces.ts";
import { knownOutput } from "./known-output.ts";
import { lookUp } from "./variables.ts";

/**
 * The words one shell word becomes, as far as the text tells: quotes, ANSI-C quotes, braces, `$IFS` and
 * variables set before are resolved. What is not constant keeps its constant beginning.
 */
export function resolveWord(word: Word, scope: Scope): readonly Argument[] {
  const { pos, end, parts, text } = word;
  spend(scope.work, 1 / 8);
  if (text.includes("{") && (text.includes(",") || text.includes(".."))) {
    const opened = openBraces(text);
    if (opened?.length !== 1 || opened[0] !== text) return resolveOpened(opened, word, scope);
  }
  if (parts === undefined) return [{ text: word.value, kind: "constant", ...rangeOf(pos, end, scope) }];
  return build(parts, word, scope);
}

/** What braces opened into is read as words of their own. */
function resolveOpened(opened: readonly string[] | undefined, word: Word, scope: Scope): readonly Argument[] {
  const range = rangeOf(word.pos, word.end, scope);
  spend(scope.work, opened?.length ?? 0);
  const words = opened?.map(readAgain);
  if (!words?.every((inner) => inner !== undefined)) return [{ text: "", kind: "dynamic", ...range }];
  return words.flatMap((inner) =>
    inner === "" ? [] : build(inner.parts ?? [literalOf(inner)], inner, { ...scope, range }),
  );
}

function readAgain(text: string): Word | "" | undefined {
  if (text === "") return "";
  // What begins with `#` is no comment any more at this point.
  const { commands, errors } = parse(text.startsWith("#") ? `: \\${text}` : `: ${text}`);
  const command = commands[0]?.command;
  if (errors?.length || commands.length !== 1 || command?.type !== "Command" || command.suffix.length !== 1)
    return undefined;
  const [word] = command.suffix;
  return word?.type === "Word" ? word : undefined;
}

function literalOf({ value, text, pos, end }: Word): WordPart {
  return { type: "Literal", value, text, pos, end };
}

/** What a word becomes when it is not split: on the right of `=`, after `<`, in `case`. */
export function resolveSingle(word: Word, scope: Scope): Argument {
  const { pos, end, parts } = word;
  const range = rangeOf(pos, end, scope);
  if (parts === undefined) return { text: word.value, kind: "constant", ...range };
  const pieces = piecesOf(parts, scope, true);
  return { ...join(pieces), ...range };
}

/** A variable's text longer than this is not followed. */
const maxValue = 512;

/** What a variable holds after it was given this word. */
export function valueAfter(word: Word, scope: Scope): VariableValue {
  const { text, kind } = resolveSingle(word, scope);
  // `a=$a$a` doubles it every time.
  if (kind === "constant") return text.length > maxValue ? { kind: "dynamic" } : { kind, text };
  if (kind !== "blank") return { kind: "dynamic" };
  // What stays one plain word without quotes, such as a number, always does.
  const [unquoted, ...more] = resolveWord(word, scope);
  return unquoted?.kind === "blank" && more.length === 0 && !word.text.includes('"')
    ? { kind: "plain" }
    : { kind: "blank" };
}

/** The text of a heredoc whose end is not quoted: variables are filled in, and a backslash before `$`, a backtick or itself goes. */
export function resolveHereDocument(body: HereDocBody, scope: Scope): { text: string; isConstant: boolean } {
  if (!body.parts) return { text: unescapeHereDocument(body.text), isConstant: true };
  let isConstant = true;
  let text = "";
  for (const part of body.parts) {
    const isText = part.type === "Literal";
    const piece = isText ? constant(unescapeHereDocument(part.text)) : pieceOf(part, scope, true);
    const whole = Array.isArray(piece) ? join(piece) : piece;
    isConstant &&= whole.kind === "constant";
    text += whole.kind === "constant" ? whole.text : part.text;
  }
  return { text, isConstant };
}

function unescapeHereDocument(text: string): string {
  return text.replace(/\\([$`\\\n])/g, (_, char) => (char === "\n" ? "" : char));
}

function rangeOf(start: number, end: number, scope: Scope): { start: number; end: number } {
  return scope.range ?? { start, end };
}

interface Piece {
  readonly text: string;
  readonly kind: Argument["kind"];
  /** Whether blanks in it part words. */
  readonly splits: boolean;
  /** As it stands in the text, when it is not constant. */
  readonly source?: string;
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
  spend(scope.work, filled.length / 2);
  return filled.map((group) => ({ ...join(group), ...range }));
}

function join(pieces: readonly Piece[]): Pick<Argument, "text" | "kind" | "template"> {
  let text = "";
  let template = "";
  let kind: Argument["kind"] = "constant";
  for (const piece of pieces) {
    if (piece.kind === "constant" && kind === "constant") text += piece.text;
    template += piece.kind === "constant" ? piece.text : (piece.source ?? piece.text);
    kind = worse(kind, piece.kind);
  }
  return kind === "constant" ? { text, kind } : { text, kind, template };
}

const kinds: readonly Argument["kind"][] = ["constant", "blank", "glob", "dynamic"];

function worse(left: Argument["kind"], right: Argument["kind"]): Argument["kind"] {
  return kinds.indexOf(left) > kinds.indexOf(right) ? left : right;
}

function piecesOf(parts: readonly WordPart[], scope: Scope, isSingle: boolean): Piece[] {
  return parts.flatMap((part) => {
    const piece = pieceOf(part, scope, isSingle);
    return Array.isArray(piece) ? piece : withSource(piece, part);
  });
}

function withSource(piece: Piece, part: WordPart): Piece {
  return piece.kind === "constant" ? piece : { ...piece, source: part.text };
}

function pieceOf(part: WordPart, scope: Scope, isSingle: boolean): Piece | Piece[] {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
      return constant(part.value);
    case "AnsiCQuoted": {
      const decoded = decodeAnsiC(part.text);
      return decoded === undefined ? dynamic : constant(decoded);
    }
    case "DoubleQuoted":
      return part.parts.length === 0
        ? constant("")
        : part.parts.map((child) => withSource(quotedPiece(child, scope), child));
    // Braces that did not open are text.
    case "BraceExpansion":
      return part.parts || /["'\\$`]/.test(part.text) ? dynamic : constant(part.text);
    case "Glob":
    case "ExtendedGlob":
      return isSingle ? dynamic : { text: part.type === "Glob" ? part.value : "", kind: "glob", splits: false };
    case "ProcessSubstitution":
      return constant("/dev/fd/63");
    default:
      return expansion(part, scope, !isSingle);
  }
}

const dynamic: Piece = { text: "", kind: "dynamic", splits: false };
const blank: Piece = { text: "", kind: "blank", splits: false };

function constant(text: string): Piece {
  return { text, kind: "constant", splits: false };
}

function quotedPiece(part: WordPart, scope: Scope): Piece {
  return part.type === "Literal" ? constant(part.value) : expansion(part, scope, false);
}

function expansion(part: WordPart, scope: Scope, isUnquoted: boolean): Piece {
  switch (part.type) {
    case "SimpleExpansion":
      return variablePiece(part.text.slice(1), scope, isUnquoted);
    case "ParameterExpansion":
      return parameterPiece(part, scope, isUnquoted);
    case "ArithmeticExpansion":
      // A number, whatever it is.
      return lookUp("IFS", scope) ? dynamic : blank;
    case "CommandExpansion":
      return outputPiece(part, scope, isUnquoted);
    default:
      // $"…" and what else is known only when it runs.
      return dynamic;
  }
}

function parameterPiece(part: ParameterExpansionPart, scope: Scope, isUnquoted: boolean): Piece {
  const { operation, parameter, prefix, index } = part;
  if (index || prefix === "!") return dynamic;
  if (prefix === "#") return operation || lookUp("IFS", scope) ? dynamic : blank;
  if (!operation) return variablePiece(parameter, scope, isUnquoted);
  if (operation.type !== "Default") return dynamic;
  const { operator, operand } = operation;
  // `${x:?message}` is the variable or the end.
  if (operator === "?" || operator === ":?") return variablePiece(parameter, scope, isUnquoted);
  if (isUnquoted || (operator !== "-" && operator !== ":-")) return dynamic;
  const value = variablePiece(parameter, scope, false);
  const other = resolveSingle(operand, scope);
  return value.kind === "blank" && other.kind === "constant" && isPlainWord(other.text) ? blank : dynamic;
}

/** A word that is no flag, no pattern and one word, whatever it stands for. */
export function isPlainWord(text: string): boolean {
  return /^[\w.:@/+][\w.:@/+-]*$/.test(text);
}

function outputPiece(part: WordPart & { readonly type: "CommandExpansion" }, scope: Scope, isUnquoted: boolean): Piece {
  const output = part.script ? knownOutput(part.script, (word) => resolveWord(word, scope)) : undefined;
  if (output === undefined) return dynamic;
  if (output.kind === "constant") return knownPiece(output, isUnquoted);
  return output.kind === "path" && isUnquoted ? dynamic : blank;
}

/** Names a shell sets by itself to what somebody else decides. */
const shellNames = /^(?:[0-9@*#?$!_-]|[0-9]+|REPLY|MAPFILE|COPROC|BASH.*|OPTARG|RANDOM|DIRSTACK|PIPESTATUS|FUNCNAME)$/;

function variablePiece(name: string, scope: Scope, isUnquoted: boolean): Piece {
  const known = lookUp(name, scope);
  // With another IFS words part elsewhere than at blanks.
  if (known && isUnquoted && lookUp("IFS", scope)) return dynamic;
  if (known) return knownPiece(known, isUnquoted);
  if (name === "IFS") return { text: " \t\n", kind: "constant", splits: isUnquoted };
  if (shellNames.test(name)) return dynamic;
  // A variable nobody in the text sets is filled in from outside, like a <placeholder>. In double quotes it stays
  // one word; without them it may become several, and any of them a flag.
  return isUnquoted ? dynamic : blank;
}

function knownPiece(value: VariableValue, isUnquoted: boolean): Piece {
  if (value.kind === "dynamic") return dynamic;
  if (value.kind === "plain") return blank;
  if (value.kind === "blank") return isUnquoted ? dynamic : blank;
  if (value.kind === "glob") return isUnquoted ? dynamic : { text: "", kind: "glob", splits: false };
  if (isUnquoted && /[*?[]/.test(value.text)) return { text: value.text, kind: "glob", splits: true };
  return { text: value.text, kind: "constant", splits: isUnquoted };
}
