import { unreachable } from "@steadyhand/core/outcome";
import { colours, type Mark, margins, type Page, type Paper, papers, sizes } from "../layout/index.ts";
import { drawQr } from "./draw-qr.ts";
import { drawShape } from "./draw-shape.ts";
import type { DocumentFaces } from "./faces.ts";
import type { Tagger } from "./tagger.ts";

type Document = PDFKit.PDFDocument;

interface Footer {
  readonly about: string;
  readonly total: number;
}

/** Draws one page that was laid out, with its bookmarks and its foot. */
export function drawPage(
  document: Document,
  page: Page,
  setting: {
    readonly tagger: Tagger;
    readonly footer: Footer;
    readonly paper: Paper;
    readonly type: DocumentFaces;
    /** A text as a reader's own program can show it. */
    readonly plain: (text: string) => string;
  },
): void {
  const { tagger, footer, paper, type, plain } = setting;
  for (const { y, row } of page.rows) {
    if (row.bookmark) addBookmark(document, { ...row.bookmark, title: plain(row.bookmark.title) }, y);
    for (const { tag, marks } of row.pieces) {
      const draw = () => drawMarks(document, marks, y, type);
      if (tag) tagger.tagged(tag, draw);
      else tagger.decoration(draw);
    }
  }
  tagger.decoration(() => drawFooter(document, page.number, { footer, paper, type }));
}

/** Boxes first, so that no text is covered; then all texts at once. */
function drawMarks(document: Document, marks: readonly Mark[], top: number, type: DocumentFaces): void {
  for (const mark of marks) drawShapes(document, mark, top);
  const texts = marks.filter((mark) => mark.kind === "text");
  if (texts.length > 0) drawTexts(document, texts, { top, type });
}

function drawShapes(document: Document, mark: Mark, top: number): void {
  const y = top + mark.y;
  switch (mark.kind) {
    case "text":
      return;
    case "box":
      document.rect(mark.x, y, mark.width, mark.height).fill(mark.fill);
      return;
    case "rule":
      document.rect(mark.x, y, mark.width, 0.5).fill(mark.colour);
      return;
    case "shape":
      drawShape(document, { ...mark, y });
      return;
    case "qr":
      drawQr(document, { ...mark, y });
      return;
    default:
      unreachable(mark);
  }
}

type Text = Extract<Mark, { kind: "text" }>;

/** How far below the top of its line the letters of a text stand, in sizes. */
const ascent = 0.928;

/** Writes the operators themselves: pdfkit's own way lays each text out anew and turns the page round for each. */
function drawTexts(
  document: Document,
  texts: readonly Text[],
  place: { readonly top: number; readonly type: DocumentFaces },
): void {
  const { top, type } = place;
  const { height } = document.page;
  const operators = texts.map(({ text, x, y, face, size, colour }) => {
    const font = `/${type.nameOn(document, face)} ${number(size)} Tf ${rgb(colour)} rg`;
    const at = `1 0 0 1 ${number(x)} ${number(height - top - y - ascent * size)} Tm`;
    return `${font} ${at} <${type.encode(face, text)}> Tj`;
  });
  // pdfkit counts from the top, and letters would hang upside down.
  (document as unknown as { addContent(operators: string): void }).addContent(
    `q 1 0 0 -1 0 ${number(height)} cm BT\n${operators.join("\n")}\nET Q`,
  );
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function rgb(colour: string): string {
  return [1, 3, 5].map((start) => number(Number.parseInt(colour.slice(start, start + 2), 16) / 255)).join(" ");
}

function drawFooter(
  document: Document,
  page: number,
  {
    footer: { about, total },
    paper,
    type,
  }: { readonly footer: Footer; readonly paper: Paper; readonly type: DocumentFaces },
): void {
  const { width, height } = papers[paper];
  const y = height - margins.bottom + 20;
  const size = sizes.dense - 0.8;
  const count = `${page} of ${total}`;
  const x = width - margins.right - (type.widthOf("text", count) / 1000) * size;
  const look = { kind: "text", y, size, colour: colours.muted } as const;
  const rule = {
    kind: "rule",
    x: margins.left,
    y: y - 5,
    width: width - margins.left - margins.right,
    colour: colours.line,
  } as const;
  const texts: readonly Mark[] = [
    { ...look, face: "code", text: about, x: margins.left },
    { ...look, face: "text", text: count, x },
  ];
  drawMarks(document, [rule, ...texts], 0, type);
}

interface Bookmark {
  readonly level: 1 | 2;
  readonly title: string;
}

const newest = new WeakMap<Document, PDFKit.PDFOutline>();

/** A bookmark of level 2 stands below the newest of level 1. */
function addBookmark(document: Document, { level, title }: Bookmark, y: number): void {
  // pdfkit takes a place within the page too, which its types do not name.
  const options: { readonly expanded: boolean; readonly top: number } = { expanded: false, top: Math.max(0, y - 12) };
  const above = level === 2 ? newest.get(document) : undefined;
  const item = (above ?? document.outline).addItem(title, options);
  if (level === 1) newest.set(document, item);
}
