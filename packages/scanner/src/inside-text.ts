import type { Evidence } from "@steadyhand/core/risk";

/** A finding whose range lies in a text of this length: what is never closed ends, to the parser, beyond the text's end. */
export function insideText(evidence: Evidence, length: number): Evidence {
  const { start, end } = evidence.range;
  if (start <= length && end <= length) return evidence;
  return { ...evidence, range: { start: Math.min(start, length), end: Math.min(end, length) } };
}
