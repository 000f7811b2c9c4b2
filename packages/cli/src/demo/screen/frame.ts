import type { Paint } from "../../io/paint.ts";
import { fitLine, type Line } from "./line.ts";

/** What stands in one part of the screen. `draw` gives at most `height` lines, the rest stays empty. */
export interface Panel {
  readonly title: string;
  draw(room: { readonly width: number; readonly height: number }): readonly Line[];
}

export interface Frame {
  readonly heading: Line;
  readonly panels: Readonly<Record<PanelName, Panel>>;
  /** What the keys do now. */
  readonly footing: Line;
}

export type PanelName = "cluster" | "monitor" | "operator" | "workload" | "story";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Below this nothing could be read; the screen says so instead. */
export const leastSize: Size = { columns: 80, rows: 24 };

/** The whole screen, a line a row: cluster, monitor and workload on the left, operator and story on the right. */
export function drawFrame({ heading, panels, footing }: Frame, size: Size, paint: Paint): readonly string[] {
  const { columns, rows } = size;
  if (columns < leastSize.columns || rows < leastSize.rows) return tooSmall(size, paint);
  const heights = shareOut(rows - 2);
  const left = Math.floor((columns - 3) / 2);
  const right = columns - 3 - left;
  const lefts = (["cluster", "monitor", "workload"] as const).flatMap((name) =>
    drawPanel(panels[name], { width: left, height: heights[name] }, paint),
  );
  const rights = (["operator", "story"] as const).flatMap((name) =>
    drawPanel(panels[name], { width: right, height: heights[name] }, paint),
  );
  const rule = paint("quiet", "│");
  return [
    fitLine(heading, columns, paint),
    ...lefts.map((line, row) => `${line} ${rule} ${rights[row] ?? ""}`),
    fitLine(footing, columns, paint),
  ];
}

/** Rows of each panel, its heading among them. What is told needs most of the room. */
function shareOut(rows: number): Readonly<Record<PanelName, number>> {
  const cluster = Math.max(6, Math.floor(rows * 0.27));
  const workload = 6;
  const story = Math.max(9, Math.floor(rows * 0.4));
  return { cluster, workload, monitor: rows - cluster - workload, story, operator: rows - story };
}

function drawPanel(panel: Panel, { width, height }: { width: number; height: number }, paint: Paint): string[] {
  const lines = panel.draw({ width, height: height - 1 }).slice(0, height - 1);
  const empty: Line[] = Array.from({ length: height - 1 - lines.length }, () => []);
  return [headingOf(panel.title, width), ...lines, ...empty].map((line) => fitLine(line, width, paint));
}

function headingOf(title: string, width: number): Line {
  const rule = "─".repeat(Math.max(0, width - title.length - 4));
  return [
    ["quiet", "── "],
    ["strong", title],
    ["quiet", ` ${rule}`],
  ];
}

function tooSmall({ columns, rows }: Size, paint: Paint): readonly string[] {
  const said = `At least ${leastSize.columns} by ${leastSize.rows} are needed; this is ${columns} by ${rows}.`;
  return Array.from({ length: rows }, (_, row) => fitLine(row === 0 ? [said] : [], columns, paint));
}
