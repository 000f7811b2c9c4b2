import { type Matcher, type Reached, shortestBeforeBreak } from "./matcher.ts";

/** What may stand between two characters of a code, and between which. */
interface Gap {
  readonly pattern: RegExp;
  readonly isAllowed: (index: number) => boolean;
}

/** Lines that programs wrap, also inside a string of JSON. */
const wrap: Gap = {
  pattern: /(?:(?:\\{1,4}r)?\\{1,4}n|\\{0,4}\r?\n)[ \t]{0,64}/y,
  isAllowed: (index) => index >= shortestBeforeBreak,
};
/** `70:6c:61`, `70 6c 61`, `0x70, 0x6c`. */
const betweenBytes: Gap = {
  pattern: /[:. ,-]{0,2}(?:0x|\\{1,4}x|[:. ,-])/y,
  isAllowed: (index) => index > 0 && index % 2 === 0,
};
const padding = /(?:=|%3D){1,2}/iy;

/** Finds a value inside a longer text in hexadecimal. */
export function createHexMatcher(value: string): Matcher {
  const digits = [...new TextEncoder().encode(value)].flatMap((byte) => [...byte.toString(16).padStart(2, "0")]);
  return codedMatcher(
    digits.map((digit) => digit + (/[a-f]/.test(digit) ? digit.toUpperCase() : "")),
    betweenBytes,
  );
}

/**
 * Finds a value inside a longer text in base64, of both alphabets. What stands before a value in a text shifts its bits
 * in one of three ways; at its ends it shares a character with its neighbours.
 */
export function createBase64Matchers(value: string): Matcher[] {
  const bytes = new TextEncoder().encode(value);
  return [0, 1, 2].map((shift) => codedMatcher(charactersOf(bytes, shift), wrap, padding));
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** For each character of the code that holds a bit of the value: all that it may be. */
function charactersOf(bytes: Uint8Array, shift: number): string[] {
  const first = shift * 8;
  const end = first + bytes.length * 8;
  const bitAt = (bit: number) =>
    bit < first || bit >= end ? undefined : ((bytes[(bit - first) >> 3] ?? 0) >> (7 - ((bit - first) & 7))) & 1;
  const codes: string[] = [];
  for (let from = first - (first % 6); from < end; from += 6) {
    const fits = [...alphabet].filter((_, code) =>
      [0, 1, 2, 3, 4, 5].every((offset) => [undefined, (code >> (5 - offset)) & 1].includes(bitAt(from + offset))),
    );
    codes.push(fits.join("").replace("+", "+-").replace("/", "/_"));
  }
  return codes;
}

function codedMatcher(codes: readonly string[], gap: Gap, closing?: RegExp): Matcher {
  const [first = "", second = ""] = codes;
  return {
    begins: new Map([...first].map((character) => [character, second])),
    match(text, from, isFinal): Reached {
      let at = from;
      for (let index = 0; index < codes.length; index += 1) {
        if (at < text.length && !codes[index]?.includes(text.charAt(at)) && gap.isAllowed(index)) {
          const end = endOf(gap.pattern, text, at, isFinal);
          if (end === "open") return "open";
          at = end;
        }
        if (at >= text.length) return isFinal ? "none" : "open";
        if (!codes[index]?.includes(text.charAt(at))) return "none";
        at += 1;
      }
      return closing === undefined ? at : endOf(closing, text, at, isFinal);
    },
  };
}

/** The end of what matches here, or `at` itself. What is cut off near its end is not judged yet. */
function endOf(pattern: RegExp, text: string, at: number, isFinal: boolean): number | "open" {
  pattern.lastIndex = at;
  const end = pattern.test(text) ? pattern.lastIndex : at;
  const rest = text.slice(end, end + 8);
  const isCut = end + rest.length === text.length && rest.length < 8 && /^[\\rn=%3dD:. ,\-0x]*$/.test(rest);
  return isCut && !isFinal && !/^\n/.test(rest) ? "open" : end;
}
