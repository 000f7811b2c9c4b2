import type { Block, Column, Prose } from "../document/index.ts";
import type { Faces } from "./faces.ts";
import { colours, sizes } from "./look.ts";
import type { Mark, Piece, Row, Tag } from "./mark.ts";
import { drawLine, type Line, lineHeight, setText, type TextLook } from "./set-text.ts";

/** What the setting of a block needs to know. */
export interface Setting {
  readonly faces: Faces;
  /** Where the text begins, and how wide it is. */
  readonly left: number;
  readonly width: number;
}

const look: TextLook = { size: sizes.dense };
const headLook: TextLook = { size: sizes.dense - 0.6, face: "text", colour: colours.muted };
const gap = 8;
/** Rows up to so many lines are not torn. */
const mostKept = 10;

interface Cell {
  readonly x: number;
  readonly lines: readonly Line[];
  readonly tag: Tag;
  readonly look: TextLook;
}

/** A table: its heading, then its rows, with a rule below each. */
export function* tableRows(block: Extract<Block, { kind: "table" }>, setting: Setting): Generator<Row> {
  const table: Tag = { role: "Table" };
  const places = placesOf(block.columns, setting);
  const heading: Tag = { role: "TR", parent: table };
  const head = block.columns.map(({ title }, index): Cell => {
    const { x, width } = places[index] as Place; // one a column
    const tag: Tag = { role: "TH", parent: heading };
    return { x, lines: setText(title, width, { faces: setting.faces, look: headLook }), tag, look: headLook };
  });
  const headRows = [...cellRows(head, setting, { above: 6, isKept: true })];
  yield* headRows;
  // A repetition for the eye: whoever has the table read aloud has heard it.
  const again = headRows.map((row): Row => ({ ...row, pieces: row.pieces.map(({ marks }) => ({ marks })) }));
  for (const row of block.rows) {
    const parent: Tag = { role: "TR", parent: table };
    const cells = row.map((prose, index): Cell => {
      const { x, width } = places[index] as Place;
      const tag: Tag = { role: "TD", parent };
      return { x, lines: setText(prose, width, { faces: setting.faces, look }), tag, look };
    });
    for (const line of cellRows(cells, setting, { above: 2.5 })) yield { ...line, head: again };
  }
  yield { height: 6, pieces: [] };
}

interface Place {
  readonly x: number;
  readonly width: number;
}

function placesOf(columns: readonly Column[], { left, width }: Setting): readonly Place[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const free = width - gap * (columns.length - 1);
  let x = left;
  return columns.map(({ share }) => {
    const place = { x, width: (free * share) / shares };
    x += place.width + gap;
    return place;
  });
}

/** Labels at the left, what they name beside them. */
export function* factRows(block: Extract<Block, { kind: "facts" }>, setting: Setting): Generator<Row> {
  const labelWidth = 104;
  const x = setting.left + labelWidth + gap;
  const width = setting.width - labelWidth - gap;
  const labelLook: TextLook = { size: sizes.body, colour: colours.muted };
  const valueLook: TextLook = { size: sizes.body };
  for (const { label, value } of block.rows) {
    // One paragraph a line: as a table of its own it would weigh four times as much and say no more.
    const tag: Tag = { role: "P" };
    const set = (prose: Prose, room: number, style: TextLook) =>
      setText(prose, room, { faces: setting.faces, look: style });
    const cells: readonly Cell[] = [
      { x: setting.left, lines: set(label, labelWidth, labelLook), tag, look: labelLook },
      { x, lines: set(value, width, valueLook), tag, look: valueLook },
    ];
    yield* cellRows(cells, setting, { above: 2 });
  }
  yield { height: 5, pieces: [] };
}

function* cellRows(
  cells: readonly Cell[],
  { left, width }: Setting,
  { above, isKept = false }: { readonly above: number; readonly isKept?: boolean },
): Generator<Row> {
  const count = Math.max(1, ...cells.map(({ lines }) => lines.length));
  for (let index = 0; index < count; index++) {
    const isLast = index === count - 1;
    const height = Math.max(...cells.map((cell) => lineHeight(cell.look)));
    const pieces: Piece[] = cells.flatMap((cell) => pieceOf(cell, index));
    const rule: Mark = { kind: "rule", x: left, y: height + 2.2, width, colour: colours.line };
    yield {
      height: isLast ? height + 3 : height,
      above: index === 0 ? above : 0,
      pieces: isLast ? [...pieces, { marks: [rule] }] : pieces,
      isKept: isLast ? isKept : count <= mostKept || index === 0,
    };
  }
}

function pieceOf({ x, lines, tag, look: style }: Cell, index: number): readonly Piece[] {
  const line = lines[index];
  if (line === undefined) return [];
  const marks = drawLine(line, { x, y: 0 }, style);
  return marks.length === 0 ? [] : [{ tag, marks }];
}
