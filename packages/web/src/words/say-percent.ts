/** A probability between 0 and 1 as people read it. What is not certain is never said to be: only 1 itself is 100 %. */
export function sayPercent(probability: number): string {
  if (probability >= 1) return "100 %";
  if (probability > 0.99) return "over 99 %";
  if (probability < 0.01) return probability <= 0 ? "0 %" : "under 1 %";
  return `${Math.round(probability * 100)} %`;
}
