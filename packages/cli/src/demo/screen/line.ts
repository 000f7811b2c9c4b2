import type { Paint, Tone } from "../../io/paint.ts";
import { displayWidth } from "../../io/wrap.ts";

/** A piece of a line, with what a colour would say again. */
export type Span = string | readonly [tone: Tone, text: string];

/** One line of the screen. Its text is what people see: nothing in it steers a terminal. */
export type Line = readonly Span[];

const ellipsis = "…";

/** Exactly `width` columns: cut where it is longer, filled where it is shorter. */
export function fitLine(line: Line, width: number, paint: Paint): string {
  const whole = line.reduce((sum, span) => sum + displayWidth(textOf(span)), 0);
  const isCut = whole > width;
  let room = isCut ? width - 1 : width;
  let drawn = "";
  for (const span of line) {
    const text = cut(textOf(span), room);
    room -= displayWidth(text);
    drawn += typeof span === "string" ? text : text && paint(span[0], text);
    if (room <= 0) break;
  }
  return drawn + (isCut ? " ".repeat(Math.max(0, room)) + ellipsis : " ".repeat(Math.max(0, room)));
}

/** Breaks prose between words, so that no line is wider than `width`; a longer word is broken within itself. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  const found: string[] = [];
  for (let rest = word; rest !== ""; ) {
    const piece = cut(rest, width) || rest;
    found.push(piece);
    rest = rest.slice(piece.length);
  }
  return found;
}

function textOf(span: Span): string {
  return typeof span === "string" ? span : span[1];
}

function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let used = 0;
  let kept = "";
  for (const character of text) {
    used += displayWidth(character);
    if (used > width) break;
    kept += character;
  }
  return kept;
}
