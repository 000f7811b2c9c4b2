import { unreachable } from "@steadyhand/core/outcome";
import type { Risk } from "@steadyhand/core/risk";
import { risks } from "../layout/index.ts";

/** A risk's shape around a place: it is told apart without its colour. */
export function drawShape(
  document: PDFKit.PDFDocument,
  { x, y, size, risk }: { readonly x: number; readonly y: number; readonly size: number; readonly risk: Risk },
): void {
  const colour = risks[risk];
  const half = size / 2;
  switch (risk) {
    case "safe":
      document.circle(x, y, half).fill(colour);
      return;
    case "caution":
      document.polygon([x, y - half], [x + half, y + half], [x - half, y + half]).fill(colour);
      return;
    case "dangerous":
      document.polygon(...hexagon(x, y, half)).fill(colour);
      return;
    case "unknown":
      document.lineWidth(0.9).dash(1.4, { space: 0.9 });
      document.polygon([x, y - half], [x + half, y], [x, y + half], [x - half, y]).stroke(colour);
      document.undash();
      return;
    default:
      unreachable(risk);
  }
}

function hexagon(x: number, y: number, radius: number): [number, number][] {
  return Array.from({ length: 6 }, (_one, index): [number, number] => {
    const angle = (index * Math.PI) / 3;
    return [x + radius * 1.1 * Math.cos(angle), y + radius * 1.1 * Math.sin(angle)];
  });
}
