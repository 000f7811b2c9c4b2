const bars = "▁▂▃▄▅▆▇█";

/** The newest values as bars, one column each, between 0 and the greatest; a gap where there is none. */
export function sparkline(values: readonly (number | undefined)[], width: number): string {
  const shown = values.slice(-width);
  const most = Math.max(0, ...shown.map((value) => value ?? 0));
  const drawn = shown.map((value) => (value === undefined ? " " : barOf(value, most))).join("");
  return drawn.padStart(width);
}

function barOf(value: number, most: number): string {
  const step = most === 0 ? 0 : Math.round((value / most) * (bars.length - 1));
  return bars[step] ?? "";
}
