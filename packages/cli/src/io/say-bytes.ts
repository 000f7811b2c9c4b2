const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/** An amount of data: `512 B`, `1.5 KiB`, `20 MiB`. */
export function sayBytes(amount: number): string {
  const power = amount < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(amount) / Math.log(1024)));
  return `${Number((amount / 1024 ** power).toPrecision(3))} ${units[power]}`;
}
