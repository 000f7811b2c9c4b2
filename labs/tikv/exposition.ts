export interface Series {
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** One metric in Prometheus' text format. */
export function metric(name: string, type: "gauge" | "counter", series: readonly Series[]): string {
  const lines = series.map(({ labels, value }) => `${name}${labelsOf(labels)} ${value}`);
  return [`# TYPE ${name} ${type}`, ...lines, ""].join("\n");
}

export interface Histogram {
  readonly labels: Readonly<Record<string, string>>;
  readonly bounds: readonly number[];
  /** How many fell into each bucket, not added up. */
  readonly counts: readonly number[];
}

export function histogram(name: string, histograms: readonly Histogram[]): string {
  const lines = histograms.flatMap(({ labels, bounds, counts }) => {
    let total = 0;
    let sum = 0;
    const buckets = bounds.map((bound, index) => {
      total += Math.floor(counts[index] ?? 0);
      sum += Math.floor(counts[index] ?? 0) * bound;
      return `${name}_bucket${labelsOf({ ...labels, le: bound })} ${total}`;
    });
    const all = `${name}_bucket${labelsOf({ ...labels, le: "+Inf" })} ${total}`;
    return [...buckets, all, `${name}_sum${labelsOf(labels)} ${sum}`, `${name}_count${labelsOf(labels)} ${total}`];
  });
  return [`# TYPE ${name} histogram`, ...lines, ""].join("\n");
}

function labelsOf(labels: Readonly<Record<string, string | number>> = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(String(value))}`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
