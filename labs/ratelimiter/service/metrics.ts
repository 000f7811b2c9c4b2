/** Upper bounds in seconds; a histogram is cumulative, and what is slower stands only under +Inf. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export type Answer = "allowed" | "denied" | "error";
export type Metrics = ReturnType<typeof createMetrics>;

interface Gauges {
  readonly isRedisConnected: boolean;
  readonly counts: readonly { readonly key: string; readonly count: number; readonly ageMs: number }[];
}

/** What the node counts of itself, in Prometheus's text format. */
export function createMetrics() {
  const answers: Record<Answer, number> = { allowed: 0, denied: 0, error: 0 };
  const buckets = bounds.map(() => 0);
  let sum = 0;
  let count = 0;
  /** What was let through since Redis began to count what it grants. */
  let inEpoch = { epoch: "", allowed: 0 };
  return {
    /** From now on Redis counts in this epoch. */
    enter(epoch: string) {
      if (epoch !== inEpoch.epoch) inEpoch = { epoch, allowed: 0 };
    },
    observe(answer: Answer, seconds: number) {
      answers[answer] += 1;
      if (answer === "allowed") inEpoch.allowed += 1;
      sum += seconds;
      count += 1;
      for (const [index, bound] of bounds.entries()) if (seconds <= bound) buckets[index] = (buckets[index] ?? 0) + 1;
    },
    text({ isRedisConnected, counts }: Gauges): string {
      const { allowed, denied, error } = answers;
      return [
        ...metric("requests_total", "counter", "Requests for leave", [["", count]]),
        ...metric("allowed_total", "counter", "Requests that were let through", [["", allowed]]),
        ...metric("allowed_in_epoch", "gauge", "Those since Redis began to count what it grants", [
          [label("epoch", inEpoch.epoch), inEpoch.allowed],
        ]),
        ...metric("denied_total", "counter", "Requests that were denied", [["", denied]]),
        ...metric("errors_total", "counter", "Requests that could not be answered", [["", error]]),
        ...metric("redis_up", "gauge", "Whether the last beat reached Redis", [["", isRedisConnected ? 1 : 0]]),
        ...metric("local_counter", "gauge", "What the node believes stands in a key's window", [
          ...counts.map(({ key, count }) => [label("key", key), count] as const),
        ]),
        ...metric("local_counter_age_seconds", "gauge", "How long ago Redis said so", [
          ...counts.map(({ key, ageMs }) => [label("key", key), ageMs / 1000] as const),
        ]),
        "# HELP ratelimiter_check_duration_seconds How long a request for leave took",
        "# TYPE ratelimiter_check_duration_seconds histogram",
        ...bounds.map((le, index) => `ratelimiter_check_duration_seconds_bucket{le="${le}"} ${buckets[index]}`),
        `ratelimiter_check_duration_seconds_bucket{le="+Inf"} ${count}`,
        `ratelimiter_check_duration_seconds_sum ${sum}`,
        `ratelimiter_check_duration_seconds_count ${count}`,
        "",
      ].join("\n");
    },
  };
}

function metric(name: string, type: string, help: string, values: readonly (readonly [string, number])[]): string[] {
  const full = `ratelimiter_${name}`;
  return [
    `# HELP ${full} ${help}`,
    `# TYPE ${full} ${type}`,
    ...values.map(([labels, value]) => `${full}${labels} ${value}`),
  ];
}

function label(name: string, value: string): string {
  return `{${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"}`;
}
