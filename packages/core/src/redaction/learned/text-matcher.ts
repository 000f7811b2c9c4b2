import { escapeStarts, readEscape, utf8 } from "./escapes.ts";
import { type Matcher, type Reached, shortestBeforeBreak } from "./matcher.ts";

/** What may stand between two characters of a value without belonging to it: quotes, backslashes, a folded line. */
const noise = /\\{0,4}\r?\n[ \t]{0,64}|["'\\]/y;
const quote = /["'\\]/y;
/** Nobody puts more of them between two characters. */
const mostNoise = 8;
/** Where a character can be spelled in two ways each way is tried, but not for ever. */
const mostSteps = 256;

/**
 * Finds a value however it is quoted and escaped: in an address, JSON, YAML, the shell and HTML, also inside one
 * another and mixed. Compared are bytes, since some escape characters and others bytes.
 */
export function createTextMatcher(value: string): Matcher {
  const isCaseless = /^(?:[0-9a-f-]{16,}|[0-9A-F-]{16,})$/.test(value);
  const bytes = new TextEncoder().encode(isCaseless ? value.toLowerCase() : value);
  return {
    begins: beginnings([...value], isCaseless),
    match: (text, at, isFinal) => walk({ bytes, isCaseless, text, isFinal, steps: 0 }, at, 0),
  };
}

function beginnings([first = "", second = ""]: readonly string[], isCaseless: boolean): Map<string, string> {
  const cases = (character: string) => (isCaseless ? [character.toLowerCase(), character.toUpperCase()] : [character]);
  const next = `${cases(second).join("")}${escapeStarts}"'+`;
  // Half of a pair of surrogates is enough to look closer.
  return new Map(cases(first).map((character) => [character.charAt(0), first.length > 1 ? "" : next]));
}

interface Walk {
  readonly bytes: Uint8Array;
  readonly isCaseless: boolean;
  readonly text: string;
  readonly isFinal: boolean;
  steps: number;
}

function walk(state: Walk, from: number, done: number): Reached {
  const { bytes, text, isFinal } = state;
  let at = from;
  let index = done;
  let skippedBefore = 0;
  while (index < bytes.length) {
    state.steps += 1;
    if (state.steps > mostSteps + bytes.length * 2) return "none";
    if (at >= text.length) return isFinal ? "none" : "open";
    const escaped = escapeStarts.includes(text.charAt(at)) ? readEscape(text, at, isFinal) : undefined;
    if (escaped === "open") return "open";
    const length = literalLength(state, at, index);
    if (escaped !== undefined && matches(state, escaped.bytes, index)) {
      const reached = walk(state, escaped.end, index + escaped.bytes.length);
      // Only where the value itself holds a sign of escaping there is a second way to read on.
      if (reached !== "none" || length === 0) return reached;
    }
    if (length > 0) {
      // A pair of surrogates is one character of four bytes.
      index += length;
      at += length === 4 ? 2 : 1;
      skippedBefore = 0;
      continue;
    }
    const end = index === 0 || skippedBefore === mostNoise ? at : skipped(state, at, index);
    if (end === "open") return "open";
    if (end === at) return "none";
    // A folded line stands for a space, or for nothing where a backslash ends it.
    if (bytes[index] === space && /[\r\n]/.test(text.charAt(at))) index += 1;
    at = end;
    skippedBefore += 1;
  }
  return at;
}

const space = 0x20;

/** How many bytes of the value the plain character here stands for, or 0 when it is another. */
function literalLength(state: Walk, at: number, index: number): number {
  const code = state.text.codePointAt(at) ?? 0;
  // A space is a plus in a query.
  if (code === 0x2b && state.bytes[index] === space) return 1;
  const given = utf8(code);
  return matches(state, given, index) ? given.length : 0;
}

function matches({ bytes, isCaseless }: Walk, given: readonly number[], index: number): boolean {
  return given.every((byte, offset) => {
    const folding = isCaseless && byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
    return bytes[index + offset] === folding;
  });
}

/** Where what does not count ends. */
function skipped({ text, isFinal }: Walk, at: number, index: number): number | "open" {
  const pattern = index < shortestBeforeBreak ? quote : noise;
  pattern.lastIndex = at;
  const end = pattern.test(text) ? pattern.lastIndex : at;
  const mayGoOn = end === text.length ? end > at : text[end] === "\r" && end + 1 === text.length;
  return mayGoOn && !isFinal && index >= shortestBeforeBreak ? "open" : end;
}
