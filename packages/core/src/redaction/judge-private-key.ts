import { open, type Place, pass, runEnd, type Swallow, type Verdict } from "./verdict.ts";

/** No private key in use is longer; a text that never closes one is lost no further than this. */
const longestKey = 16_384;

interface Format {
  readonly mark: string;
  readonly head: RegExp;
  readonly headBegun: RegExp;
  readonly tail: RegExp;
  readonly tailBegun: RegExp;
  readonly body: RegExp;
}

const pem: Format = {
  mark: "-----BEGIN ",
  head: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y,
  headBegun: /-----BEGIN [A-Z0-9 ]{0,60}-{0,5}$/y,
  tail: /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y,
  tailBegun: /-(?:-(?:-(?:-(?:-(?:E(?:N(?:D(?: [A-Z0-9 ]{0,60}-{0,5})?)?)?)?)?)?)?)?$/y,
  body: /[A-Za-z0-9+/=\s\\:,.()_|>]*/y,
};

/** RFC 4716, and what its first users made of it. Its headers hold a comment in quotes. */
const ssh2: Format = {
  mark: "---- BEGIN SSH2 ",
  head: /---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----/y,
  headBegun: /---- BEGIN SSH2 [A-Z ]{0,30}-{0,4}$/y,
  tail: /---- END SSH2 (?:ENCRYPTED )?PRIVATE KEY ----/y,
  tailBegun: /-(?:-(?:-(?:-(?: (?:E(?:N(?:D(?: [A-Z0-9 ]{0,40}-{0,4})?)?)?)?)?)?)?)?$/y,
  body: /[A-Za-z0-9+/=\s\\:,.()_|>"'@;#]*/y,
};

/** A file of PuTTY says how many lines its private part has; what stands around them is public. */
const lineCount = "Private-Lines: ";

/** What private keys begin with. */
export const keyMarks: readonly string[] = [pem.mark, ssh2.mark, lineCount];

/** Judges such a mark. A private key goes with its marks, over as many lines as it has. */
export function judgePrivateKey(place: Place): Verdict {
  const { text, start, end, isFinal } = place;
  const mark = text.slice(start, end);
  if (mark === lineCount) return judgeLines(place);
  const format = mark === ssh2.mark ? ssh2 : pem;
  if (!matchesAt(format.head, text, start)) return !isFinal && matchesAt(format.headBegun, text, start) ? open : pass;
  const after = format.head.lastIndex;
  if (after === text.length && !isFinal) return open;
  // Somebody speaks of the mark, as in grep "-----BEGIN PRIVATE KEY-----".
  if (!/[\s\\A-Za-z0-9+/]/.test(text[after] ?? "-")) return pass;
  return { type: "secret", kind: "private-key", from: start, swallow: swallowKey(format, after - start) };
}

const count = /\d{1,3}/y;
/** Also in a string of JSON. */
const lineBreak = /(?:(?:\\{1,2}r)?\\{1,2}n|\r?\n)[ \t]{0,64}/y;
const breakBegun = /^(?:(?:\\{1,2}r?){1,2}|\r)$/;
const base64 = /[A-Za-z0-9+/=]*/y;

function judgeLines({ text, end, isFinal }: Place): Verdict {
  const countEnd = runEnd(count, text, end);
  if (countEnd === end) return end === text.length && !isFinal ? open : pass;
  const from = runEnd(lineBreak, text, countEnd);
  const isBegun = countEnd === text.length || breakBegun.test(text.slice(countEnd, countEnd + 8));
  if (from === countEnd) return isBegun && !isFinal ? open : pass;
  if (from === text.length) return isFinal ? pass : open;
  if (runEnd(base64, text, from) === from) return pass;
  return { type: "secret", kind: "private-key", from, swallow: swallowLines(Number(text.slice(end, countEnd))) };
}

function swallowLines(lines: number): Swallow {
  let left = lines;
  return (text, from, isFinal) => {
    for (let at = from; ; left -= 1) {
      at = runEnd(base64, text, at);
      if (at === text.length || left <= 1) return { at, isDone: at < text.length || isFinal };
      const next = runEnd(lineBreak, text, at);
      // What stands at the end may still become a line's end, or be indented further.
      const isCut = next === text.length || (next === at && breakBegun.test(text.slice(at, at + 8)));
      if (isCut && !isFinal) return { at, isDone: false };
      if (next === at) return { at, isDone: true };
      at = next;
    }
  };
}

function swallowKey({ body, tail, tailBegun }: Format, headLength: number): Swallow {
  let swallowed = 0;
  return (text, from, isFinal) => {
    let at = from;
    if (swallowed === 0) at += headLength;
    while (at < text.length) {
      const left = longestKey - swallowed - (at - from);
      if (left <= 0) return { at, isDone: true };
      const end = Math.min(runEnd(body, text, at), at + left);
      if (end === text.length) {
        at = end;
        break;
      }
      at = end;
      if (at - from + swallowed >= longestKey) return { at, isDone: true };
      if (matchesAt(tail, text, at)) return { at: tail.lastIndex, isDone: true };
      if (!isFinal && matchesAt(tailBegun, text, at)) {
        swallowed += at - from;
        return { at, isDone: false };
      }
      // Headers inside a key hold single dashes, as in Proc-Type and DEK-Info.
      if (text[at] !== "-" || text.startsWith("--", at)) return { at, isDone: true };
      at += 1;
    }
    swallowed += at - from;
    return { at, isDone: isFinal };
  };
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
