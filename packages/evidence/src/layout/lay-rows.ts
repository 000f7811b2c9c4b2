import { unreachable } from "@steadyhand/core/outcome";
import type { Block, Prose } from "../document/index.ts";
import { codeRows } from "./code-rows.ts";
import { logRows } from "./log-rows.ts";
import { colours, sizes } from "./look.ts";
import type { Mark, Row, Tag } from "./mark.ts";
import { drawLine, lineHeight, setText, type TextLook } from "./set-text.ts";
import { factRows, type Setting, tableRows } from "./table-rows.ts";

/** Turns one block into rows. */
export function layRows(block: Block, setting: Setting): Iterable<Row> {
  switch (block.kind) {
    case "title":
      return titleRows(block, setting);
    case "heading":
      return headingRows(block, setting);
    case "prose":
      return proseRows(block, setting);
    case "banner":
      return bannerRows(block, setting);
    case "facts":
      return factRows(block, setting);
    case "table":
      return tableRows(block, setting);
    case "code":
      return codeRows(block, setting);
    case "log":
      return logRows(block, setting);
    case "qr":
      return qrRows(block, setting);
    default:
      return unreachable(block);
  }
}

/** Lines of prose, one below the other, as rows. */
function* lineRows(
  prose: Prose,
  { faces, left, width }: Setting,
  { look, tag, isKept = false }: { readonly look: TextLook; readonly tag: Tag; readonly isKept?: boolean },
): Generator<Row> {
  const lines = setText(prose, width, { faces, look });
  for (const [index, line] of lines.entries()) {
    const marks = drawLine(line, { x: left, y: 0 }, look);
    // Neither the first line of a paragraph stands alone at the foot of a page, nor the last at the head of the next.
    const isEdge = lines.length > 1 && (index === 0 || index === lines.length - 2);
    yield { height: lineHeight(look), pieces: marks.length > 0 ? [{ tag, marks }] : [], isKept: isKept || isEdge };
  }
}

function* titleRows(block: Extract<Block, { kind: "title" }>, setting: Setting): Generator<Row> {
  const wordmark: TextLook = { size: sizes.h3, face: "strong", colour: colours.accent };
  yield* lineRows(`Steadyhand · ${block.above}`, setting, { look: wordmark, tag: { role: "P" }, isKept: true });
  yield { height: 8, pieces: [], isKept: true };
  const title: Tag = { role: "H1" };
  let bookmark: Row["bookmark"] = { level: 1, title: "Cover" };
  for (const row of lineRows(block.text, setting, {
    look: { size: sizes.title, face: "strong" },
    tag: title,
    isKept: true,
  })) {
    yield bookmark ? { ...row, bookmark } : row;
    bookmark = undefined;
  }
  yield* lineRows(block.below, setting, { look: { size: sizes.body, colour: colours.muted }, tag: { role: "P" } });
  yield { height: 8, pieces: [] };
}

const headings = {
  1: { look: { size: sizes.h1, face: "strong" }, above: 18, below: 4, role: "H1" },
  2: { look: { size: sizes.h2, face: "strong" }, above: 16, below: 3, role: "H2" },
  3: { look: { size: sizes.h3, face: "strong", colour: colours.accent }, above: 9, below: 1, role: "H3" },
} as const;

function* headingRows(block: Extract<Block, { kind: "heading" }>, setting: Setting): Generator<Row> {
  const { look, above, below, role } = headings[block.level];
  const tag: Tag = { role };
  let isFirst = true;
  for (const row of lineRows(block.text, setting, { look, tag, isKept: true })) {
    const bookmark = block.level === 3 ? undefined : { level: block.level, title: block.bookmark ?? block.text };
    yield isFirst
      ? { ...row, above, ...(bookmark && { bookmark }), ...(block.isOnNewPage && { isOnNewPage: true }) }
      : row;
    isFirst = false;
  }
  yield { height: below, pieces: [], isKept: true };
}

function* proseRows({ text, tone }: Extract<Block, { kind: "prose" }>, setting: Setting): Generator<Row> {
  const look: TextLook = tone === "muted" ? { size: sizes.dense, colour: colours.muted } : { size: sizes.body };
  yield* lineRows(text, setting, { look, tag: { role: "P" } });
  yield { height: 5, pieces: [] };
}

const tones = {
  good: { colour: colours.good, shade: colours.goodShade },
  alarm: { colour: colours.alarm, shade: colours.alarmShade },
  open: { colour: colours.muted, shade: colours.shade },
} as const;

/** A shaded pane with a bar at its side; what is wrong stands in the largest letters of the document. */
function* bannerRows({ tone, title, lines }: Extract<Block, { kind: "banner" }>, setting: Setting): Generator<Row> {
  const { colour, shade } = tones[tone];
  const inner: Setting = { ...setting, left: setting.left + 14, width: setting.width - 26 };
  const size = tone === "alarm" ? sizes.title + 3 : sizes.h1;
  const inPane = (row: Row): Row => {
    const pane: readonly Mark[] = [
      { kind: "box", x: setting.left, y: 0, width: setting.width, height: row.height + 0.3, fill: shade },
      { kind: "box", x: setting.left, y: 0, width: 4, height: row.height + 0.3, fill: colour },
    ];
    return { ...row, pieces: [{ marks: pane }, ...row.pieces] };
  };
  const edge: Row = { height: 8, pieces: [], isKept: true };
  yield { ...inPane(edge), above: 8 };
  for (const row of lineRows(title, inner, {
    look: { size, face: "strong", colour },
    tag: { role: "P" },
    isKept: true,
  }))
    yield inPane(row);
  for (const line of lines) {
    for (const row of lineRows(line, inner, { look: { size: sizes.body }, tag: { role: "P" } }))
      yield inPane({ ...row, isKept: true });
  }
  yield { ...inPane({ ...edge, height: 9 }), isKept: false };
  yield { height: 8, pieces: [] };
}

/** So that a camera reads it from paper: about two thirds of a millimetre a module. */
const qrSize = 158;

function* qrRows({ text, alt, beside }: Extract<Block, { kind: "qr" }>, setting: Setting): Generator<Row> {
  const gap = 16;
  const inner: Setting = { ...setting, left: setting.left + qrSize + gap, width: setting.width - qrSize - gap };
  const look: TextLook = { size: sizes.dense };
  const rows = beside.flatMap((prose) => [
    ...lineRows(prose, inner, { look, tag: { role: "P" } }),
    { height: 4, pieces: [] } satisfies Row,
  ]);
  const height = Math.max(
    qrSize,
    rows.reduce((sum, row) => sum + row.height, 0),
  );
  let y = 0;
  const pieces = rows.flatMap((row) => {
    const moved = row.pieces.map((piece) => ({
      ...piece,
      marks: piece.marks.map((mark) => ({ ...mark, y: mark.y + y })),
    }));
    y += row.height;
    return moved;
  });
  const code: Mark = { kind: "qr", x: setting.left, y: 0, size: qrSize, text };
  yield { height: height + 6, above: 8, pieces: [{ tag: { role: "Figure", alt }, marks: [code] }, ...pieces] };
}
