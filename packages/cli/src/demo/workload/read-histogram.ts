/** How many requests took at most so long, cumulative, as Prometheus's text format says it. */
export type Buckets = ReadonlyMap<number, number>;

const line = /^([a-zA-Z_:][\w:]*)\{(.*)\} ([\d.eE+]+)$/;
const upTo = /(?:^|,)le="([^"]+)"/;

/** The buckets of one histogram, all of its series together but those that a label rules out. */
export function readHistogram(text: string, name: string, without?: string): Buckets {
  const buckets = new Map<number, number>();
  for (const row of text.split("\n")) {
    const [, metric, labels = "", count] = line.exec(row) ?? [];
    if (metric !== `${name}_bucket` || (without !== undefined && labels.includes(without))) continue;
    const le = upTo.exec(labels)?.[1];
    if (le === undefined) continue;
    const bound = le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le);
    buckets.set(bound, (buckets.get(bound) ?? 0) + Number(count));
  }
  return buckets;
}

/** What came between two readings. A process that was started afresh counts from zero again. */
export function since(before: Buckets | undefined, after: Buckets): Buckets {
  const isAfresh = (before?.get(Number.POSITIVE_INFINITY) ?? 0) > (after.get(Number.POSITIVE_INFINITY) ?? 0);
  if (before === undefined || isAfresh) return isAfresh ? after : new Map();
  return new Map([...after].map(([bound, count]) => [bound, count - (before.get(bound) ?? 0)]));
}

export function sum(all: readonly Buckets[]): Buckets {
  const total = new Map<number, number>();
  for (const one of all) for (const [bound, count] of one) total.set(bound, (total.get(bound) ?? 0) + count);
  return total;
}

export function countOf(buckets: Buckets): number {
  return buckets.get(Number.POSITIVE_INFINITY) ?? 0;
}

/** The upper bound of the bucket in which 99 of 100 lie, in the histogram's unit; `undefined` without a request. */
export function p99Of(buckets: Buckets): number | undefined {
  const count = countOf(buckets);
  if (count === 0) return undefined;
  const bounds = [...buckets].sort(([one], [other]) => one - other);
  return bounds.find(([, within]) => within >= count * 0.99)?.[0];
}
