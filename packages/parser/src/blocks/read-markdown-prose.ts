import { type MappedText, MappedTextBuilder } from "../text/mapped-text.ts";
import type { Prose } from "./block.ts";
import { closingTicks, runLength } from "./code-spans.ts";
import { decodeEntity } from "./decode-entity.ts";
import { isInlineElement } from "./html-elements.ts";

const escapable = /[!-/:-@[-`{-~]/;
const tag = /<\/?([A-Za-z][A-Za-z0-9]{0,20})(?:\s[^<>]{0,500})?\/?>/y;
const autolink = /<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000})>/y;
const entity = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/y;
const maxLinkTarget = 300;

/** Drops the marks of Markdown's running text and notes its code spans, in one pass from left to right. */
export function readMarkdownProse(content: MappedText): Prose {
  const { text } = content;
  if (!/[`*_~[\]!\\<&]/.test(text)) return { text: content, codes: [] };
  const out = new MappedTextBuilder();
  const codes: { start: number; end: number }[] = [];
  const closers = closingTicks(text);
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (char === "`") {
      const ticks = runLength(text, at, "`");
      const close = closers.after(ticks, at + ticks);
      if (close === undefined) {
        out.addSlice(content, at, at + ticks);
        at += ticks;
        continue;
      }
      const [from, to] = withoutPadding(text, at + ticks, close);
      const start = out.length;
      out.addSlice(content, from, to);
      codes.push({ start, end: out.length });
      at = close + ticks;
      continue;
    }
    const skipped = markAt(text, at);
    if (skipped.drop > 0) {
      at += skipped.drop;
      continue;
    }
    if (skipped.decoded !== undefined) {
      const { start, end } = content.range(at, at + skipped.keep);
      out.add(skipped.decoded, start, end - start);
      at += skipped.keep;
      continue;
    }
    const plainEnd = skipped.keep > 0 ? at + skipped.keep : nextMark(text, at + 1);
    out.addSlice(content, at, plainEnd);
    at = plainEnd;
  }
  return { text: out.build(), codes };
}

interface Mark {
  /** Characters to leave out. */
  readonly drop: number;
  /** Characters to take as they are, or as `decoded`. */
  readonly keep: number;
  readonly decoded?: string;
}

const noMark: Mark = { drop: 0, keep: 0 };

function markAt(text: string, at: number): Mark {
  const next = text[at + 1] ?? "";
  switch (text[at]) {
    case "\\":
      return escapable.test(next) ? { drop: 1, keep: 0 } : noMark;
    case "*":
    case "~":
      return emphasisAt(text, at);
    case "_":
      return emphasisAt(text, at);
    case "!":
      return next === "[" ? { drop: 1, keep: 0 } : noMark;
    case "[":
      return { drop: bracketIsLink(text, at) ? 1 : 0, keep: 0 };
    case "]":
      return { drop: linkTargetLength(text, at), keep: 0 };
    case "<":
      return angleAt(text, at);
    case "&": {
      const name = stickyMatch(entity, text, at);
      if (name === undefined) return noMark;
      const decoded = decodeEntity(name);
      return decoded === name ? noMark : { drop: 0, keep: name.length, decoded };
    }
    default:
      return noMark;
  }
}

function nextMark(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 33: // !
      case 38: // &
      case 42: // *
      case 60: // <
      case 91: // [
      case 92: // \
      case 93: // ]
      case 95: // _
      case 96: // `
      case 126: // ~
        return i;
    }
  }
  return text.length;
}

/** Stars and underscores that hug a word are emphasis; between blanks or inside of a name they are themselves. */
function emphasisAt(text: string, at: number): Mark {
  const char = text[at] ?? "";
  const length = runLength(text, at, char);
  if (char === "~" && length !== 2) return { drop: 0, keep: length };
  const before = text[at - 1] ?? " ";
  const after = text[at + length] ?? " ";
  const opens = !/\s/.test(after);
  const closes = !/\s/.test(before);
  if (!opens && !closes) return { drop: 0, keep: length };
  if (char === "_" && isWord(before) && isWord(after)) return { drop: 0, keep: length };
  // `test-*.xml` and `v*` are globs: a single star inside of or at the end of an unspaced token that nothing opened.
  if (char === "*" && length === 1 && !opens && !text.slice(Math.max(0, at - 500), at).includes("*"))
    return { drop: 0, keep: 1 };
  return { drop: length, keep: 0 };
}

function isWord(char: string): boolean {
  return /[\p{L}\p{N}_]/u.test(char);
}

/** `[text](…)` and `[text][…]` lose their brackets; `[x]` alone keeps them. */
function bracketIsLink(text: string, at: number): boolean {
  // Wiki links and rows of brackets: looking behind each would take quadratic time.
  if (text[at + 1] === "[") return false;
  const limit = Math.min(text.length, at + maxLinkTarget);
  let depth = 0;
  for (let i = at; i < limit; i++) {
    if (text[i] === "[") depth++;
    else if (text[i] === "]" && --depth === 0) return linkTargetLength(text, i) > 0;
  }
  return false;
}

/** How many characters `](target "title")` or `][label]` takes, counted from the bracket; 0 when it is neither. */
function linkTargetLength(text: string, at: number): number {
  const open = text[at + 1];
  if (open !== "(" && open !== "[") return 0;
  const close = open === "(" ? ")" : "]";
  let depth = 0;
  const limit = Math.min(text.length, at + maxLinkTarget);
  for (let i = at + 1; i < limit; i++) {
    const char = text[i];
    if (char === open) depth++;
    else if (char === close && --depth === 0) return i + 1 - at;
    else if (char === "\n" && text[i + 1] === "\n") return 0;
  }
  return 0;
}

function angleAt(text: string, at: number): Mark {
  const link = stickyMatch(autolink, text, at);
  if (link !== undefined) return { drop: 0, keep: link.length, decoded: link.slice(1, -1) };
  tag.lastIndex = at;
  const found = tag.exec(text);
  if (found === null || !isInlineElement(found[1] ?? "")) return noMark;
  return { drop: found[0].length, keep: 0 };
}

function stickyMatch(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** One blank on both sides of a code span belongs to its marks. */
function withoutPadding(text: string, from: number, to: number): [number, number] {
  const isPadded = /\s/.test(text[from] ?? "") && /\s/.test(text[to - 1] ?? "") && text.slice(from, to).trim() !== "";
  return isPadded ? [from + 1, to - 1] : [from, to];
}
