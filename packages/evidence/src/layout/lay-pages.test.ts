import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../document/index.ts";
import { openFaces } from "../pdf/faces.ts";
import { readShown, wrapMark } from "../visible/show-text.ts";
import { layPages, margins, type Page, papers } from "./index.ts";

const faces = openFaces();
const lay = (blocks: readonly Block[]) => [...layPages(blocks, { paper: "a4", faces })];
const { width, height } = papers.a4;

type Text = Extract<Page["rows"][number]["row"]["pieces"][number]["marks"][number], { kind: "text" }>;

/** The texts of the pages, from top to bottom. */
function textsOf(pages: readonly Page[], role?: string): (Text & { readonly y: number; readonly page: number })[] {
  return pages.flatMap(({ rows, number }) =>
    rows.flatMap(({ y, row }) =>
      row.pieces
        .filter(({ tag }) => role === undefined || tag?.role === role)
        .flatMap(({ marks }) =>
          marks.flatMap((mark) => (mark.kind === "text" ? [{ ...mark, y: mark.y + y, page: number }] : [])),
        ),
    ),
  );
}

const code = (lines: readonly string[]): Block => ({ kind: "code", lines, caption: "caption" });
const anyLine = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc
    .array(fc.constantFrom("a", " ", "word ", "\t", "日", "⟦", wrapMark, "\u202e", "x".repeat(90)), { maxLength: 40 })
    .map((all) => all.join("")),
);

/** Puts the drawn rows of a pane together again. */
function readPane(pages: readonly Page[], lines: number): readonly string[] {
  const read: string[] = [];
  for (const { row } of pages.flatMap(({ rows }) => rows)) {
    const drawn = row.pieces.flatMap(({ tag, marks }) =>
      marks.flatMap((mark) => (mark.kind === "text" ? [{ ...mark, tag }] : [])),
    );
    if (drawn.some(({ tag, text }) => tag === undefined && /^\d+$/.test(text))) read.push("");
    for (const { tag, text } of drawn) {
      if (tag?.role === "Code" && text !== wrapMark) read[read.length - 1] += text;
    }
  }
  return read.slice(0, lines);
}

describe("the layout", () => {
  it("loses, adds and moves nothing of an exact text, however it is broken", () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 5 }), (raw) => {
        const lines = raw.map((line) => line.replaceAll("\n", ""));
        expect(readPane(lay([code(lines)]), lines.length).map(readShown)).toEqual(lines);
      }),
      { numRuns: 200 },
    );
  });

  it("draws nothing beyond its margins, whatever the texts", () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 3 }), (texts) => {
        const prose = texts.join(" ");
        const blocks: readonly Block[] = [
          { kind: "title", above: "above", text: prose, below: prose },
          { kind: "heading", level: 1, text: prose },
          { kind: "banner", tone: "alarm", title: prose, lines: [prose] },
          { kind: "facts", rows: [{ label: prose, value: [{ code: prose }] }] },
          {
            kind: "table",
            columns: [
              { title: "one", share: 1 },
              { title: prose, share: 2 },
            ],
            rows: [[prose, [{ code: prose }]]],
          },
          code(texts),
          {
            kind: "log",
            lines: [
              {
                sequence: 1,
                at: prose,
                since: prose,
                what: prose,
                who: prose,
                outcome: "ok",
                why: prose,
                hash: "ab".repeat(32),
              },
            ],
          },
        ];
        for (const { x, y, text, face, size } of textsOf(lay(blocks))) {
          const right = x + (faces.widthOf(face, text.trimEnd()) / 1000) * size;
          expect(x).toBeGreaterThanOrEqual(margins.left - 0.1);
          expect(right).toBeLessThanOrEqual(width - margins.right + 1);
          expect(y + size).toBeLessThanOrEqual(height - margins.bottom + 4);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("breaks a word of ten thousand letters into lines of full width", () => {
    const pages = lay([{ kind: "prose", text: "x".repeat(10_000) }]);
    const drawn = textsOf(pages).map(({ text }) => text);
    expect(drawn.join("")).toBe("x".repeat(10_000));
    expect(Math.max(...drawn.map(({ length }) => length))).toBeLessThan(130);
  });

  it("shows a space at the end of a line, and marks each line that it broke", () => {
    const drawn = textsOf(lay([code(["ends in a space ", `${"y".repeat(100)} `])]), "Code").map(({ text }) => text);
    expect(drawn.slice(0, 2)).toEqual(["ends in a space", "⟦U+0020⟧"]);
    expect(drawn).toContain(wrapMark);
    expect(drawn.at(-1)).toBe("⟦U+0020⟧");
  });

  it("leaves no heading alone at the foot of a page", () => {
    for (let filler = 30; filler < 60; filler++) {
      const blocks: readonly Block[] = [
        {
          kind: "facts",
          rows: Array.from({ length: filler }, (_, index) => ({ label: `row ${index}`, value: "value" })),
        },
        { kind: "heading", level: 2, text: "The heading" },
        { kind: "prose", text: "What follows it." },
      ];
      const drawn = textsOf(lay(blocks));
      const pageOf = (text: string) => drawn.find((one) => one.text.startsWith(text))?.page;
      expect(pageOf("The heading")).toBe(pageOf("What follows"));
    }
  });

  it("repeats a table's heading on each page that it goes on to, for the eye alone", () => {
    const rows = Array.from({ length: 200 }, (_, index) => [`step ${index}`, "fine"]);
    const pages = lay([
      {
        kind: "table",
        columns: [
          { title: "the step", share: 1 },
          { title: "how", share: 1 },
        ],
        rows,
      },
    ]);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages.slice(0, -1)) {
      expect(textsOf([page])[0]?.text).toBe("the step");
    }
    expect(textsOf(pages, "TH").filter(({ text }) => text === "the step")).toHaveLength(1);
  });

  it("takes a command of a megabyte, page by page", () => {
    let pages = 0;
    for (const _page of layPages([code(["z".repeat(1_000_000)])], { paper: "a4", faces })) pages++;
    expect(pages).toBeGreaterThan(100);
  });
});
