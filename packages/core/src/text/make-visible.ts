/** A piece of text as a person should see it. `marked` stands for a character that hides or deceives. */
export type VisiblePart =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "newline"; readonly text: "\n" }
  | { readonly kind: "marked"; readonly text: string; readonly codePoint: string; readonly name: string };

const named: ReadonlyMap<number, string> = new Map([
  [0x00, "NUL"],
  [0x07, "bell"],
  [0x08, "backspace"],
  [0x09, "tab"],
  [0x0b, "vertical tab"],
  [0x0c, "form feed"],
  [0x0d, "carriage return"],
  [0x1b, "escape"],
  [0x7f, "delete"],
  [0x85, "next line"],
  [0xa0, "no-break space"],
  [0xad, "soft hyphen"],
  [0x034f, "combining grapheme joiner"],
  [0x061c, "arabic letter mark"],
  [0x115f, "hangul filler"],
  [0x180e, "mongolian vowel separator"],
  [0x200b, "zero-width space"],
  [0x200c, "zero-width non-joiner"],
  [0x200d, "zero-width joiner"],
  [0x200e, "left-to-right mark"],
  [0x200f, "right-to-left mark"],
  [0x2028, "line separator"],
  [0x2029, "paragraph separator"],
  [0x202a, "left-to-right embedding"],
  [0x202b, "right-to-left embedding"],
  [0x202c, "pop directional formatting"],
  [0x202d, "left-to-right override"],
  [0x202e, "right-to-left override"],
  [0x2060, "word joiner"],
  [0x2066, "left-to-right isolate"],
  [0x2067, "right-to-left isolate"],
  [0x2068, "first strong isolate"],
  [0x2069, "pop directional isolate"],
  [0x3000, "ideographic space"],
  [0x3164, "hangul filler"],
  [0xfeff, "byte order mark"],
  [0xfffd, "replacement character"],
]);

/** Letters and signs that look like ASCII but are not: a command written with one does something else. */
const lookAlikes =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\uff01-\uff5e\u2010-\u2015\u2018-\u201f\u2212\u2215\u2024\u2044\u29f8\u{1d400}-\u{1d7ff}]/u;
/** Characters without a shape of their own: control, format, separators, private use, unassigned. */
const shapeless = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Cn}]|(?! )\p{Zs}/u;
/** A whole text of ordinary ASCII lines, by far the most common: nothing to look for. */
const ordinary = /^[\x20-\x7e\n]*$/;

/** Whether a text holds nothing that hides or deceives. */
export function isPlain(text: string): boolean {
  return makeVisible(text).every(({ kind }) => kind !== "marked");
}

/**
 * Cuts a text into parts so that nothing in it can hide: control characters, bidirectional and zero-width
 * characters, spaces that are not spaces, and letters of other scripts that look like ASCII come back marked and named.
 */
export function makeVisible(text: string): VisiblePart[] {
  if (ordinary.test(text)) return splitLines(text);
  const parts: VisiblePart[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") parts.push(...splitLines(plain));
    plain = "";
  };
  for (const character of text) {
    const name = nameOf(character);
    if (name === undefined) {
      plain += character;
      continue;
    }
    flush();
    // A character of a `for … of` over a string always has a code point.
    const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
    parts.push({ kind: "marked", text: character, codePoint: `U+${code}`, name });
  }
  flush();
  return parts;
}

function nameOf(character: string): string | undefined {
  if (character === "\n") return undefined;
  const code = character.codePointAt(0);
  if (code === undefined || (code >= 0x20 && code < 0x7f)) return undefined;
  const known = named.get(code);
  if (known !== undefined) return known;
  if (shapeless.test(character)) return "character without a shape";
  return lookAlikes.test(character) ? "looks like another character" : undefined;
}

function splitLines(text: string): VisiblePart[] {
  return text.split("\n").flatMap((line, index): VisiblePart[] => {
    const part: VisiblePart[] = line === "" ? [] : [{ kind: "plain", text: line }];
    return index === 0 ? part : [{ kind: "newline", text: "\n" }, ...part];
  });
}

/** The beginning and the end of a long text, and how many characters lie between; `undefined` when it fits whole. */
export function headAndTail(
  text: string,
  most: { readonly characters: number; readonly lines: number },
): { readonly head: string; readonly tail: string; readonly hiddenCharacters: number } | undefined {
  const lines = text.split("\n");
  if (text.length <= most.characters && lines.length <= most.lines) return undefined;
  const half = Math.floor(most.characters / 2);
  const headLines = lines
    .slice(0, Math.ceil(most.lines / 2))
    .join("\n")
    .slice(0, half);
  const rest = text.slice(headLines.length);
  const tailLines = rest
    .split("\n")
    .slice(-Math.max(1, Math.floor(most.lines / 2)))
    .join("\n")
    .slice(-half);
  return { head: headLines, tail: tailLines, hiddenCharacters: text.length - headLines.length - tailLines.length };
}
