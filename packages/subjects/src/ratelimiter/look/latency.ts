import type { MetricLine } from "./parse-metrics.ts";

/** How many requests took at most so long, since the process began; the last bound is infinite. */
export interface Histogram {
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
}

/** What a look back over a time came to. */
export interface Latency {
  readonly requests: number;
  /** Absent where there were too few to say. */
  readonly p99Ms?: number;
}

export const noRequests: Histogram = { buckets: [] };

/** The buckets of one histogram, fastest first. */
export function histogramOf(lines: readonly MetricLine[], name: string): Histogram | undefined {
  const buckets = lines
    .filter((line) => line.name === `${name}_bucket`)
    .map(({ labels: { le = "" }, value }) => ({
      le: le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le),
      count: value,
    }))
    .toSorted((a, b) => a.le - b.le);
  return buckets.at(-1)?.le === Number.POSITIVE_INFINITY ? { buckets } : undefined;
}

export function requestsOf({ buckets }: Histogram): number {
  return buckets.at(-1)?.count ?? 0;
}

/**
 * P99 of what came between two looks, interpolated within its bucket as Prometheus's histogram_quantile does. Of fewer than a hundred
 * requests the slowest one is left out: one request alone is no percentile.
 */
export function latencyBetween(before: Histogram, now: Histogram): Latency {
  const earlier = new Map(before.buckets.map(({ le, count }) => [le, count]));
  const buckets = now.buckets.map(({ le, count }) => ({ le, count: Math.max(0, count - (earlier.get(le) ?? 0)) }));
  const requests = requestsOf({ buckets });
  const rank = Math.min(Math.ceil(requests * 0.99), requests - 1);
  if (rank < 1) return { requests };
  const index = buckets.findIndex(({ count }) => count >= rank);
  const [lower, upper] = [buckets[index - 1] ?? { le: 0, count: 0 }, buckets[index]];
  // What is slower than the last bound is only known to be slower.
  if (upper === undefined || upper.le === Number.POSITIVE_INFINITY) return { requests, p99Ms: lower.le * 1000 };
  const share = (rank - lower.count) / (upper.count - lower.count);
  return { requests, p99Ms: Math.round((lower.le + (upper.le - lower.le) * share) * 1_000_000) / 1000 };
}
