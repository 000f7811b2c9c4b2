const units = ["KiB", "MiB", "GiB"] as const;

/** An amount of data: `512 B`, `1.5 KiB`, `20 MiB`. */
export function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  let amount = bytes / 1024;
  let unit: (typeof units)[number] = "KiB";
  for (const next of units.slice(1)) {
    if (amount < 1024) break;
    amount /= 1024;
    unit = next;
  }
  const text = amount < 10 ? amount.toFixed(1).replace(/\.0$/, "") : String(Math.round(amount));
  return `${text} ${unit}`;
}

/** A count with its noun: `1 step`, `2,000 steps`. */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
