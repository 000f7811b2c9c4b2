const binary: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  PiB: 2 ** 50,
  EiB: 2 ** 60,
};

/** Bytes of a size as PD writes it, `93.13GiB`. It has four significant digits, so it is near and not exact. */
export function bytesOf(size: string): number | undefined {
  const [, amount, unit = ""] = size.match(/^([\d.]+)\s*([KMGTPE]?i?B)$/) ?? [];
  const factor = binary[unit];
  if (amount === undefined || factor === undefined) return undefined;
  const bytes = Number(amount) * factor;
  return Number.isFinite(bytes) ? bytes : undefined;
}
