import type { Row } from "./run-case.ts";

const heads = ["fault", "of", "detected by", "after", "cause named", "action", "what came of it", "over after"];

/** The rows as Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [heads, heads.map(() => "---"), ...rows.map(cellsOf)];
  return lines.map((cells) => `| ${cells.map(inCell).join(" | ")} |`).join("\n");
}

function cellsOf(row: Row): string[] {
  const { fault, on = "", detected, cause, action, isApproved, remedy, escalated, totalMs, mendedBy, left } = row;
  const isInTime = detected !== undefined && detected.afterMs <= detected.limitMs;
  const late = isInTime ? "" : `, late: ${seconds(detected?.limitMs)} at most`;
  return [
    ...[fault, on],
    detected?.what ?? "not detected",
    detected === undefined ? "" : `${seconds(detected.afterMs)}${late}`,
    cause === undefined ? "" : `${cause.isRight ? "right" : "wrong"}: ${cause.named}`,
    action === undefined ? "none offered" : `${action}${isApproved ? ", approved" : ""}`,
    remedy?.result ?? (escalated === undefined ? "" : "people told"),
    totalMs === undefined
      ? ["not over", left].filter(Boolean).join(": ")
      : `${seconds(totalMs)}, mended by ${mendedBy}`,
  ];
}

const seconds = (ms: number | undefined): string => (ms === undefined ? "" : `${(ms / 1000).toFixed(1)} s`);
const inCell = (cell: string): string => cell.replaceAll("|", "\\|");
