/** What one spelling of a character stands for: its bytes in UTF-8, and where the spelling ends. */
export interface Spelled {
  readonly bytes: readonly number[];
  readonly end: number;
}

/** The characters with which a spelling begins that is not the character itself. */
export const escapeStarts = "%\\&";

/** No spelling is longer, so what is further from the end of the text than this is whole. */
const longestEscape = 24;

const named: Readonly<Record<string, number>> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39, n: 10, r: 13, t: 9 };

/** Of an address, also encoded several times. */
const percent = /%(?:25){0,3}(?<byte>[0-9a-f]{2})/iy;
/** Of JSON, YAML and the shell, also inside one another. */
const backslash =
  /\\{1,8}(?:u\{?(?<point>[0-9a-f]{4})\}?|x(?<byte>[0-9a-f]{2})|(?<octal>[0-3][0-7]{2})|(?<name>[nrt]))/iy;
/** Of HTML. */
const entity =
  /&(?:amp;)?(?:#x0{0,4}(?<point>[0-9a-f]{1,6})|#0{0,4}(?<decimal>\d{1,6})|(?<name>amp|lt|gt|quot|apos));/iy;

/** Reads the spelling that begins here, if one does; `open` when that depends on text that has not come yet. */
export function readEscape(text: string, at: number, isFinal: boolean): Spelled | "open" | undefined {
  // No spelling goes over the end of a line.
  if (!isFinal && text.length - at < longestEscape && !/[\r\n]/.test(text.slice(at))) return "open";
  const first = text.charAt(at);
  const pattern = first === "%" ? percent : first === "&" ? entity : backslash;
  pattern.lastIndex = at;
  const groups = pattern.exec(text)?.groups;
  return groups && { bytes: bytesOf(groups), end: pattern.lastIndex };
}

function bytesOf({ byte, point, octal, decimal, name = "" }: Readonly<Record<string, string>>): readonly number[] {
  if (byte !== undefined) return [Number.parseInt(byte, 16)];
  if (octal !== undefined) return [Number.parseInt(octal, 8)];
  if (point !== undefined) return utf8(Number.parseInt(point, 16));
  if (decimal !== undefined) return utf8(Number(decimal));
  return [named[name.toLowerCase()] ?? 0];
}

/** The bytes of a character in UTF-8. */
export function utf8(codePoint: number): readonly number[] {
  if (codePoint < 0x80) return [codePoint];
  return [...new TextEncoder().encode(String.fromCodePoint(Math.min(codePoint, 0x10ffff)))];
}
