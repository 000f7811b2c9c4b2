import type { Swallow } from "./verdict.ts";

const softEnd = /[\s"'`,;&|<)}\]\\]/g;
/** After a closing quote or bracket these go on with the same word: `abc'def'`, `a)b`. */
const goesOn = /[\w!#$%*@^~=-]/;
const nextKey = /["']?[A-Za-z_][\w.-]{0,39}["']?[ \t]?[=:]/y;
const nextKeyBegun = /["']?(?:[A-Za-z_][\w.-]{0,39}["']?[ \t]?)?$/y;

/**
 * Swallows a value that no quote holds together. White space ends it. A comma, semicolon, ampersand or bracket ends it
 * only where a list, a query or a structure goes on behind it, because passwords hold such characters too.
 */
export const swallowBare: Swallow = (text, from, isFinal) => {
  softEnd.lastIndex = from;
  for (let found = softEnd.exec(text); found !== null; found = softEnd.exec(text)) {
    const at = found.index;
    const character = text[at] ?? "";
    if (/[\s<]/.test(character)) return { at, isDone: true };
    const next = text[at + 1];
    if (next === undefined) return { at, isDone: isFinal };
    if (character === "\\") {
      if (next === "\n" || next === "\r") return { at, isDone: true };
      if (next === '"') {
        const afterQuote = text[at + 2];
        if (afterQuote === undefined && !isFinal) return { at, isDone: false };
        if (afterQuote === undefined || !goesOn.test(afterQuote)) return { at, isDone: true };
      }
      softEnd.lastIndex = at + 2;
      continue;
    }
    if (",;&".includes(character)) {
      if (!/[^\s"',;&]/.test(next)) return { at, isDone: true };
      if (matchesAt(nextKey, text, at + 1)) return { at, isDone: true };
      if (!isFinal && matchesAt(nextKeyBegun, text, at + 1)) return { at, isDone: false };
    } else if (!goesOn.test(next)) return { at, isDone: true };
  }
  return { at: text.length, isDone: isFinal };
};

/** Swallows a value inside quotes, and what is glued to the closing one: `"abc"def`. A newline ends it in any case. */
export function swallowQuoted(quote: string): Swallow {
  const stops = new RegExp(`[\\n\\\\${quote}]`, "g");
  let isInside = true;
  return (text, from, isFinal) => {
    stops.lastIndex = from;
    for (let found = isInside ? stops.exec(text) : null; found !== null; found = stops.exec(text)) {
      const at = found.index;
      if (text[at] === "\n") return { at, isDone: true };
      const next = text[at + 1];
      if (next === undefined) return { at, isDone: isFinal };
      if (text[at] === "\\") {
        // Only a double quote goes on in the next line, in YAML and the shell.
        if (next === "\n" && quote !== '"') return { at, isDone: true };
        stops.lastIndex = at + 2;
      } else if (next === quote) stops.lastIndex = at + 2;
      else if (goesOn.test(next)) {
        isInside = false;
        return swallowBare(text, at + 1, isFinal);
      } else return { at, isDone: true };
    }
    return isInside ? { at: text.length, isDone: isFinal } : swallowBare(text, from, isFinal);
  };
}

const longestRun = 16;

/** Swallows a value inside quotes with so many backslashes before each, as in JSON within strings of JSON. */
export function swallowEscapedQuoted(backslashes: number): Swallow {
  return (text, from, isFinal) => {
    const stops = /[\n"\\]/g;
    stops.lastIndex = from;
    for (let found = stops.exec(text); found !== null; found = stops.exec(text)) {
      const at = found.index;
      if (text[at] !== "\\") return { at, isDone: true };
      let length = 1;
      while (length < longestRun && text[at + length] === "\\") length += 1;
      const next = text[at + length];
      if (next === undefined && length < longestRun) return { at, isDone: isFinal };
      if (next === "\n" || (next === '"' && length <= backslashes)) return { at, isDone: true };
      stops.lastIndex = at + length + (next === '"' ? 1 : 0);
    }
    return { at: text.length, isDone: isFinal };
  };
}

/** Swallows a value inside an address inside an address, up to an escaped `&` or quote, or the end of it all. */
export function swallowEncoded(): Swallow {
  return (text, from, isFinal) => {
    const stops = /[\s"'`&<>]|%/g;
    stops.lastIndex = from;
    for (let found = stops.exec(text); found !== null; found = stops.exec(text)) {
      const at = found.index;
      if (text[at] !== "%") return { at, isDone: true };
      const seen = text.slice(at, at + 9);
      if (/^%(?:25){0,3}(?:26|22)/.test(seen)) return { at, isDone: true };
      if (seen.length < 9 && !isFinal && /^%[0-9]*$/.test(seen)) return { at, isDone: false };
    }
    return { at: text.length, isDone: isFinal };
  };
}

/** Swallows up to the end of the line or a quote, for headers whose value holds spaces. */
export const swallowHeader: Swallow = (text, from, isFinal) => {
  const stops = /[\r\n"'`]/g;
  stops.lastIndex = from;
  const found = stops.exec(text);
  return found === null ? { at: text.length, isDone: isFinal } : { at: found.index, isDone: true };
};

/**
 * Swallows the lines of a YAML block value, from the end of the line that opens it: as long as they are indented as far
 * as its first one.
 */
export function swallowBlock(): Swallow {
  let indent: number | undefined;
  return (text, from, isFinal) => {
    let newline = text.indexOf("\n", from);
    while (newline >= 0) {
      const lineIndent = leadingSpaces(text, newline + 1);
      const first = text[newline + 1 + lineIndent];
      if (first === undefined && !isFinal) return { at: newline, isDone: false };
      const isBlank = first === undefined || first === "\n" || first === "\r";
      if (!isBlank && lineIndent < (indent ?? 1)) return { at: newline, isDone: true };
      if (!isBlank) indent ??= lineIndent;
      newline = text.indexOf("\n", newline + 1);
    }
    return { at: text.length, isDone: isFinal };
  };
}

function leadingSpaces(text: string, at: number): number {
  let count = 0;
  // A block is never indented this far; the bound keeps the wait for the end of a run of spaces short.
  while (count < 200 && text[at + count] === " ") count += 1;
  return count;
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
