/** A value that was read, as people read it: a number with its thousands apart and four digits behind the point. */
export function sayValue(value: string | number | boolean): string {
  if (typeof value === "number") return value.toLocaleString("en-US", { maximumFractionDigits: 4 });
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === "" ? "(empty)" : value;
}
