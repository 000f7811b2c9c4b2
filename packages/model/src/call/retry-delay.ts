const firstMs = 500;
const longestMs = 8000;

/**
 * How long to wait before try number `tried + 1`: what the provider asks for, else half a second, doubled each time up
 * to 8 s, less up to a quarter by chance so that many callers do not come back together.
 */
export function retryDelayMs({
  headers,
  tried,
  now,
  random,
}: {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly tried: number;
  readonly now: Date;
  readonly random: () => number;
}): number {
  return askedFor(headers, now) ?? Math.min(longestMs, firstMs * 2 ** (tried - 1)) * (1 - random() * 0.25);
}

function askedFor(headers: Readonly<Record<string, unknown>>, now: Date): number | undefined {
  const ms = headers["retry-after-ms"];
  if (typeof ms === "string" && /^\d{1,9}(\.\d+)?$/.test(ms)) return Number(ms);
  const after = headers["retry-after"];
  if (typeof after !== "string") return undefined;
  if (/^\d{1,9}(\.\d+)?$/.test(after)) return Number(after) * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
