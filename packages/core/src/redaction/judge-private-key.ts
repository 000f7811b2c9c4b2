import { open, type Place, pass, runEnd, type Swallow, type Verdict } from "./verdict.ts";

/** No private key in use is longer; a text that never closes one is lost no further than this. */
const longestKey = 16_384;
const head = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
const headBegun = /-----BEGIN [A-Z0-9 ]{0,60}-{0,5}$/y;
const tail = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
const tailBegun = /-(?:-(?:-(?:-(?:-(?:E(?:N(?:D(?: [A-Z0-9 ]{0,60}-{0,5})?)?)?)?)?)?)?)?$/y;
const body = /[A-Za-z0-9+/=\s\\:,.()_|>]*/y;

/** Judges `-----BEGIN `. A private key goes with its marks, over as many lines as it has. */
export function judgePrivateKey({ text, start, isFinal }: Place): Verdict {
  head.lastIndex = start;
  if (!head.test(text)) return !isFinal && matchesAt(headBegun, text, start) ? open : pass;
  const after = head.lastIndex;
  if (after === text.length && !isFinal) return open;
  // Somebody speaks of the mark, as in grep "-----BEGIN PRIVATE KEY-----".
  if (!/[\s\\A-Za-z0-9+/]/.test(text[after] ?? "-")) return pass;
  return { type: "secret", kind: "private-key", from: start, swallow: swallowKey(after - start) };
}

function swallowKey(headLength: number): Swallow {
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
