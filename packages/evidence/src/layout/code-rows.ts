import type { Block } from "../document/index.ts";
import { showExactly, wrapMark } from "../visible/show-text.ts";
import { colours, leading, sizes } from "./look.ts";
import type { Mark, Row, Tag } from "./mark.ts";
import { drawLine, setText, type TextLook } from "./set-text.ts";
import type { Setting } from "./table-rows.ts";

const captionLook: TextLook = { size: sizes.dense, colour: colours.muted };
const gutter = 34;
const padding = 6;
const height = sizes.code * leading;

interface Bit {
  readonly text: string;
  readonly isEscape: boolean;
}

/** Exact text in a shaded pane: numbered lines, each broken where there is no room, with a sign that says so. */
export function* codeRows({ lines, caption }: Extract<Block, { kind: "code" }>, setting: Setting): Generator<Row> {
  const { faces, left, width } = setting;
  const tag: Tag = { role: "Code" };
  const advance = (faces.widthOf("code", "0") / 1000) * sizes.code;
  // One column stays free for the sign.
  const columns = Math.floor((width - gutter - padding) / advance) - 1;
  yield { height: 4, above: 4, pieces: [{ marks: [shade(left, width, 4)] }], isKept: true };
  for (const [index, line] of lines.entries()) {
    const shown = endVisibly(showExactly(line, (character) => faces.hasGlyph("code", character)));
    let isFirst = true;
    for (const { bits, isBroken } of breakAt(shown, columns)) {
      const marks = [...drawBits(bits, left + gutter, advance)];
      if (isBroken)
        marks.push({ ...textMark(wrapMark, left + gutter + advance * lengthOf(bits)), colour: colours.accent });
      const number = isFirst ? [numberMark(index + 1, left, advance)] : [];
      yield {
        height,
        pieces: [{ marks: [shade(left, width, height), ...number] }, ...(marks.length > 0 ? [{ tag, marks }] : [])],
        isKept: index === 0 || index === lines.length - 1,
      };
      isFirst = false;
    }
  }
  yield { height: 4, pieces: [{ marks: [shade(left, width, 4)] }], isKept: true };
  const note: Tag = { role: "Note" };
  for (const line of setText(caption, width, { faces, look: captionLook })) {
    yield {
      height: sizes.dense * leading,
      pieces: [{ tag: note, marks: drawLine(line, { x: left, y: 1 }, captionLook) }],
      isKept: false,
    };
  }
  yield { height: 6, pieces: [] };
}

/** A space at the end of a line has no ink, and nothing behind it that shows where it ends. */
function endVisibly(parts: readonly Bit[]): readonly Bit[] {
  const last = parts.at(-1);
  if (last === undefined || last.isEscape || !last.text.endsWith(" ")) return parts;
  return [
    ...parts.slice(0, -1),
    { text: last.text.slice(0, -1), isEscape: false },
    { text: "⟦U+0020⟧", isEscape: true },
  ];
}

/** Cuts a line into rows of so many columns. What stands for one character is not torn. */
function* breakAt(
  parts: readonly Bit[],
  columns: number,
): Generator<{ readonly bits: readonly Bit[]; readonly isBroken: boolean }> {
  let bits: Bit[] = [];
  let room = columns;
  for (const { text, isEscape } of parts) {
    const characters = isEscape ? [text] : chunks(text, columns);
    for (let rest of characters) {
      while (rest !== "") {
        const length = isEscape ? [...rest].length : rest.length;
        const taken = length <= room ? rest : isEscape ? "" : cutAt(rest, room);
        if (taken !== "") bits.push({ text: taken, isEscape });
        room -= isEscape && taken !== "" ? length : taken.length;
        rest = rest.slice(taken.length);
        if (rest === "") continue;
        yield { bits, isBroken: true };
        [bits, room] = [[], columns];
      }
    }
  }
  yield { bits, isBroken: false };
}

/** So that cutting off the head of a text of a million characters does not copy the rest of it each time. */
function* chunks(text: string, columns: number): Generator<string> {
  const size = columns * 64;
  for (let start = 0; start < text.length; ) {
    const end = start + cutAt(text.slice(start, start + size + 1), size).length;
    yield text.slice(start, end);
    start = end;
  }
}

/** The beginning of a text, not within a character of two units. */
function cutAt(text: string, length: number): string {
  const isWithin = /[\ud800-\udbff]/.test(text[length - 1] ?? "") && length < text.length;
  return text.slice(0, isWithin ? Math.max(2, length - 1) : length);
}

function* drawBits(bits: readonly Bit[], left: number, advance: number): Generator<Mark> {
  let x = left;
  for (const bit of bits) {
    const width = advance * [...bit.text].length;
    if (bit.isEscape) yield { kind: "box", x, y: 0.8, width, height: height - 1.6, fill: colours.escape };
    yield textMark(bit.text, x);
    x += width;
  }
}

function lengthOf(bits: readonly Bit[]): number {
  return bits.reduce((sum, { text }) => sum + [...text].length, 0);
}

function textMark(text: string, x: number): Extract<Mark, { kind: "text" }> {
  const y = (height - sizes.code * 1.17) / 2;
  return { kind: "text", x, y, text, face: "code", size: sizes.code, colour: colours.text };
}

function numberMark(number: number, left: number, advance: number): Mark {
  const text = String(number);
  const size = sizes.code - 1.4;
  const x = left + gutter - 8 - advance * text.length * (size / sizes.code);
  return { ...textMark(text, x), size, y: (height - size * 1.17) / 2 + 0.6, colour: colours.muted };
}

function shade(x: number, width: number, tall: number): Mark {
  // A hair taller, so that no white line shows between two rows.
  return { kind: "box", x, y: 0, width, height: tall + 0.3, fill: colours.shade };
}
