/** Characters without a shape of their own: control, format (bidirectional ones too), separators, private use. */
const shapeless = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Cn}]/gu;

/** A model's words as one line that can do nothing but be read: no control, no hidden and no turning characters. */
export function harmlessLine(text: string, longest: number): string {
  const line = text.replaceAll(/\s+/g, " ").replaceAll(shapeless, "").replaceAll(/ {2,}/g, " ").trim();
  const points = [...line];
  return points.length <= longest && line.length <= longest ? line : `${cut(points, longest - 1)}…`;
}

/** As many whole characters as fit. */
function cut(points: readonly string[], longest: number): string {
  let text = "";
  for (const point of points) {
    if (text.length + point.length > longest) break;
    text += point;
  }
  return text.trimEnd();
}

/** Whether a text holds nothing that hides, turns or controls, but for line ends and tabs. */
export function isHarmless(text: string): boolean {
  return text.replaceAll(/[\n\t]/g, "").search(shapeless) < 0;
}
