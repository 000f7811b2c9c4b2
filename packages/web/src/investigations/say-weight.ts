/** What a finding does to a cause: how many times as likely it became. Nothing where it has no weight. */
export function sayWeight(weight: number | undefined): string | undefined {
  if (weight === undefined) return undefined;
  if (weight <= 0) return "excludes it";
  return weight >= 1 ? `${times(weight)} times as likely with it` : `${times(1 / weight)} times less likely with it`;
}

function times(factor: number): string {
  if (factor >= 1000) return "over 1,000";
  return factor >= 10 ? String(Math.round(factor)) : factor.toFixed(1).replace(/\.0$/, "");
}
