import { displayWidth } from "./wrap.ts";

const gap = "  ";

/** Rows under a heading, each column as wide as its widest cell; the last one is never padded. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows];
  const widths = heading.map((_title, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ""))));
  return all
    .map((row) => row.map((cell, column) => pad(cell, widths[column], column, row.length)).join(gap))
    .join("\n");
}

function pad(cell: string, width: number | undefined, column: number, columns: number): string {
  if (column === columns - 1) return cell;
  return cell + " ".repeat(Math.max(0, (width ?? 0) - displayWidth(cell)));
}
