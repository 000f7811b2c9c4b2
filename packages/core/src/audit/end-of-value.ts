const [quote, colon, comma, backslash, blank] = [0x22, 0x3a, 0x2c, 0x5c, 0x20];

/**
 * Just past the value that begins at `start` of a text in canonical JSON; -1 where there is none. It follows quotes and
 * brackets alone: what a value says within is covered by its hash, and judged by nobody who only places it.
 */
export function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === quote) return endOfText(text, start);
  return isOpening(first) ? endOfNested(text, start) : endOfBare(text, start);
}

function endOfText(text: string, start: number): number {
  for (let close = text.indexOf('"', start + 1); close > 0; close = text.indexOf('"', close + 1)) {
    let escapes = close;
    while (text.charCodeAt(escapes - 1) === backslash) escapes -= 1;
    if ((close - escapes) % 2 === 0) return close + 1;
  }
  return -1;
}

/** Brackets are counted, not told apart. */
function endOfNested(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfText(text, at);
      if (at < 0) return -1;
      continue;
    }
    if (code <= blank) return -1;
    at += 1;
    if (isOpening(code)) depth += 1;
    else if (isClosing(code)) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** A number, `true`, `false` or `null`. */
function endOfBare(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === comma || isClosing(code)) return at > start ? at : -1;
    if (code <= blank || code === quote || code === colon || isOpening(code)) return -1;
  }
  return -1;
}

// With this bit `[` reads as `{`, and `]` as `}`.
const isOpening = (code: number): boolean => (code | 0x20) === 0x7b;
const isClosing = (code: number): boolean => (code | 0x20) === 0x7d;
