const sizeUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** A size as PD writes it: binary units and four significant digits, so something is lost. */
export function pdSize(bytes: number): string {
  let unit = 0;
  let value = bytes;
  for (; value >= 1024 && unit < sizeUnits.length - 1; unit++) value /= 1024;
  return `${Number(value.toPrecision(4))}${sizeUnits[unit]}`;
}

/** A duration as Go writes it: `30m0s`, `1h2m3.5s`. */
export function goDuration(ms: number): string {
  const seconds = ms / 1000;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const rest = Number((seconds % 60).toFixed(9));
  if (hours > 0) return `${hours}h${minutes}m${rest}s`;
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
}

/** Reads what `goDuration` writes. */
export function msOfGoDuration(text: string): number {
  const [, hours = "0", minutes = "0", seconds = "0"] = text.match(/^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)?$/) ?? [];
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

// TypeScript's library does not know it yet; Node has it since 21.
const { rawJSON } = JSON as typeof JSON & { rawJSON(text: string): unknown };

/** JSON with integers of any size, as Go and Rust write them. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? rawJSON(String(inner)) : inner));
}
