import type { Block } from "../document/index.ts";
import type { Faces } from "./faces.ts";
import { layRows } from "./lay-rows.ts";
import { margins, type Paper, papers } from "./look.ts";
import type { Page, PlacedRow, Row } from "./mark.ts";

/** Puts blocks onto pages, one page at a time: however long the document is, a page is all that is held of it. */
export function* layPages(
  blocks: Iterable<Block>,
  { paper, faces }: { readonly paper: Paper; readonly faces: Faces },
): Generator<Page> {
  const { width, height } = papers[paper];
  const bottom = height - margins.bottom;
  const setting = { faces, left: margins.left, width: width - margins.left - margins.right };
  let number = 1;
  let rows: PlacedRow[] = [];
  let y: number = margins.top;
  const turn = (): Page => {
    const page = { number, rows };
    number++;
    [rows, y] = [[], margins.top];
    return page;
  };
  const place = (row: Row) => {
    y += rows.length === 0 ? 0 : (row.above ?? 0);
    rows.push({ y, row });
    y += row.height;
  };
  for (const group of groups(blocks, setting)) {
    const isFirst = rows.length === 0;
    const needed = group.reduce((sum, row) => sum + row.height + (row.above ?? 0), 0);
    const fitsOnOne = needed <= bottom - margins.top;
    if (!isFirst && (group[0]?.isOnNewPage || (fitsOnOne && y + needed > bottom))) yield turn();
    for (const row of group) {
      // White at the end of a page is no reason for another one.
      if (row.pieces.length === 0 && y + row.height > bottom) continue;
      if (rows.length > 0 && y + (row.above ?? 0) + row.height > bottom) yield turn();
      if (rows.length === 0) for (const head of row.head ?? []) place(head);
      place(row);
    }
  }
  if (rows.length > 0) yield turn();
}

/** Rows that are kept together: each but the last one says so. */
function* groups(blocks: Iterable<Block>, setting: Parameters<typeof layRows>[1]): Generator<readonly Row[]> {
  let group: Row[] = [];
  for (const block of blocks) {
    for (const row of layRows(block, setting)) {
      if (row.isOnNewPage && group.length > 0) {
        yield group;
        group = [];
      }
      group.push(row);
      if (row.isKept) continue;
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
