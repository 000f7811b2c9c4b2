import type { Evidence } from "@steadyhand/core/risk";
import { finding } from "./scope.ts";

const names: Readonly<Record<number, string>> = {
  0: "NULL",
  8: "BACKSPACE",
  11: "LINE TABULATION",
  12: "FORM FEED",
  13: "CARRIAGE RETURN",
  27: "ESCAPE",
  127: "DELETE",
  133: "NEXT LINE",
  160: "NO-BREAK SPACE",
  173: "SOFT HYPHEN",
  847: "COMBINING GRAPHEME JOINER",
  1564: "ARABIC LETTER MARK",
  6158: "MONGOLIAN VOWEL SEPARATOR",
  8203: "ZERO WIDTH SPACE",
  8204: "ZERO WIDTH NON-JOINER",
  8205: "ZERO WIDTH JOINER",
  8206: "LEFT-TO-RIGHT MARK",
  8207: "RIGHT-TO-LEFT MARK",
  8232: "LINE SEPARATOR",
  8233: "PARAGRAPH SEPARATOR",
  8234: "LEFT-TO-RIGHT EMBEDDING",
  8235: "RIGHT-TO-LEFT EMBEDDING",
  8236: "POP DIRECTIONAL FORMATTING",
  8237: "LEFT-TO-RIGHT OVERRIDE",
  8238: "RIGHT-TO-LEFT OVERRIDE",
  8239: "NARROW NO-BREAK SPACE",
  8288: "WORD JOINER",
  8294: "LEFT-TO-RIGHT ISOLATE",
  8295: "RIGHT-TO-LEFT ISOLATE",
  8296: "FIRST STRONG ISOLATE",
  8297: "POP DIRECTIONAL ISOLATE",
  12288: "IDEOGRAPHIC SPACE",
  65279: "ZERO WIDTH NO-BREAK SPACE",
};

// Everything but tab, newline and printable ASCII is looked at one by one.
const unusual = /[^\t\n\x20-\x7e]/;
const looksLikeNothing = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
const looksLikeSpace = /\p{Zs}/u;
// Letters and signs of other scripts that are drawn like ASCII ones.
const looksLikeAscii =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}\p{Script=Coptic}\uff01-\uff5e\u2010-\u2015\u2018-\u201f\u2024\u2044\u2212\u2215\u2236\u037e\u2039\u203a\ua78f\u{1d400}-\u{1d7ff}\u2100-\u214f\u0131\u0237\u017f\u0251\u0261]/u;

/** Finds characters that hide, reorder or imitate others. Each kind is told once, with its code and name. */
export function judgeCharacters(text: string): Evidence[] {
  if (!unusual.test(text)) return [];
  const found: Evidence[] = [];
  const seen = new Set<number>();
  let start = 0;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    const end = start + char.length;
    if ((code > 126 || (code < 32 && code !== 9 && code !== 10)) && !seen.has(code)) {
      const why = whyUnusual(char, code);
      if (why) {
        seen.add(code);
        found.push(finding("text.character", "caution", { start, end }, why, "Write the command again by hand"));
      }
    }
    start = end;
  }
  return found;
}

function whyUnusual(char: string, code: number): string | undefined {
  const label = `U+${code.toString(16).toUpperCase().padStart(4, "0")}${names[code] ? ` ${names[code]}` : ""}`;
  if (looksLikeNothing.test(char)) return `${label} cannot be seen and may hide or reorder what is shown.`;
  if (looksLikeSpace.test(char)) return `${label} looks like a space, and the shell does not take it for one.`;
  if (looksLikeAscii.test(char)) return `${label} (${char}) looks like an ASCII character and is another one.`;
  return undefined;
}
