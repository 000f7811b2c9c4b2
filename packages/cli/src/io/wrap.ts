import { stripVTControlCharacters } from "node:util";

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const weightless = /\p{Mn}/u;

/** Starts each line that the terminal, not the text, began. */
export const wrapMark = "↪ ";

/** Columns a text takes on a terminal; colours take none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (!weightless.test(character)) width += wide.test(character) ? 2 : 1;
  }
  return width;
}

/**
 * Breaks each line that is wider than `columns`; lines that we began start with a mark, so that a soft wrap is
 * never taken for a line of the text. `indent` goes before every line. Text must carry no colours.
 */
export function wrapMarked(
  text: string,
  { columns, indent = "" }: { readonly columns: number | undefined; readonly indent?: string },
): string {
  const room = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(16, columns - displayWidth(indent));
  return text
    .split("\n")
    .flatMap((line) => breakLine(line, room))
    .map((line) => indent + line)
    .join("\n");
}

function breakLine(line: string, room: number): string[] {
  if (line.length <= room / 2 || displayWidth(line) <= room) return [line];
  const pieces: string[] = [];
  let piece = "";
  let used = 0;
  for (const character of line) {
    const width = displayWidth(character);
    if (used + width > room) {
      pieces.push(piece);
      piece = wrapMark;
      used = wrapMark.length;
    }
    piece += character;
    used += width;
  }
  return [...pieces, piece];
}
