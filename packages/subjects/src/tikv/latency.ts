/** Requests so far by the upper bound of their bucket in seconds, added up as Prometheus has them. */
export type Buckets = ReadonlyMap<number, number>;

const name = "tikv_grpc_msg_duration_seconds_bucket{";

/** The requests that a TiKV served, from its `/metrics`. Collecting garbage is left out: that it takes long says nothing. */
export function readBuckets(metrics: string): Buckets {
  const buckets = new Map<number, number>();
  for (const line of metrics.split("\n")) {
    if (!line.startsWith(name)) continue;
    const [, labels = "", value = ""] = line.match(/^[^{]+\{(.*)\}\s+(\S+)/) ?? [];
    const [, le] = labels.match(/(?:^|,)le="([^"]+)"/) ?? [];
    if (le === undefined || /(?:^|,)type="kv_gc"/.test(labels)) continue;
    const bound = le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le);
    buckets.set(bound, (buckets.get(bound) ?? 0) + Number(value));
  }
  return buckets;
}

/** What came between two looks. A process that began anew has counted less, or has nothing before it: then all that it counted. */
export function between(before: Buckets | undefined, now: Buckets): Buckets {
  if (before === undefined) return now;
  const grown = [...now].map(([bound, count]) => [bound, count - (before.get(bound) ?? 0)] as const);
  return grown.some(([, count]) => count < 0) ? now : new Map(grown);
}

/**
 * The 99th of a hundred in milliseconds, within its bucket by straight line, as Prometheus' `histogram_quantile` has it. `undefined`
 * without a single request.
 */
export function p99MsOf(buckets: Buckets): number | undefined {
  const sorted = [...buckets].toSorted(([a], [b]) => a - b);
  const total = sorted.at(-1)?.[1] ?? 0;
  if (total <= 0) return undefined;
  const rank = total * 0.99;
  let [below, lower] = [0, 0];
  for (const [bound, count] of sorted) {
    if (count >= rank) {
      if (bound === Number.POSITIVE_INFINITY) return lower * 1000;
      return (lower + ((bound - lower) * (rank - below)) / (count - below)) * 1000;
    }
    [below, lower] = [count, bound];
  }
  return lower * 1000;
}
