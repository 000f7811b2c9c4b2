import type { Risk } from "@steadyhand/core/risk";
import type { Paint } from "./paint.ts";

const shapes: Readonly<Record<Risk, string>> = { safe: "●", caution: "▲", dangerous: "⬣", unknown: "◆" };

/** A risk as its shape and its word, in its colour where there is one. */
export function riskMark(risk: Risk, paint: Paint): string {
  return paint(risk, `${shapes[risk]} ${risk}`);
}
