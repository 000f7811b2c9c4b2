import { z } from "zod";
import type { NodeConfig } from "../config.ts";
import { fetchText } from "./fetch-text.ts";
import { type Histogram, histogramOf } from "./latency.ts";
import { type MetricLine, parseMetrics } from "./parse-metrics.ts";

const healthSchema = z.object({
  id: z.string(),
  instance: z.string(),
  /** Redis's time, as the node takes it to be. */
  clock: z.number(),
  redis: z.object({ isConnected: z.boolean(), rttMs: z.number() }),
});

export type Health = z.output<typeof healthSchema>;

export interface LocalCount {
  readonly key: string;
  readonly count: number;
  readonly ageMs: number;
}

export interface NodeMetrics {
  readonly histogram: Histogram;
  /** What it let through since the epoch of Redis that it knows of; the epoch is empty while it was granted nothing. */
  readonly allowed: { readonly epoch: string; readonly count: number };
  readonly counts: readonly LocalCount[];
}

/** How an address answered: `refused` says that nobody listens, `silent` says nothing. */
export type Answer = "answered" | "refused" | "silent" | "odd";

/** What one node said, and how it said nothing. */
export type NodeLook = {
  readonly id: string;
  /** When, on our steady clock: half way between question and answer. */
  readonly atMs: number;
} & (
  | { readonly answer: "answered"; readonly health: Health; readonly metrics: NodeMetrics | { readonly why: string } }
  | { readonly answer: Exclude<Answer, "answered">; readonly why: string }
);

/** Asks a node for its health and its metrics. Never rejects. */
export async function readNode({ id, url }: NodeConfig, signal: AbortSignal): Promise<NodeLook> {
  const began = performance.now();
  const metrics = fetchText(`${url}/metrics`, signal).then(metricsOf, (error: unknown) => ({ why: whyOf(error, url) }));
  try {
    const text = await fetchText(`${url}/health`, signal);
    const atMs = (began + performance.now()) / 2;
    const health = healthSchema.safeParse(JSON.parse(text));
    if (!health.success)
      return { id, atMs, answer: "odd", why: `${url}/health is not a rate limiter's: ${text.slice(0, 200)}` };
    if (health.data.id !== id) return { id, atMs, answer: "odd", why: `${url} says that it is ${health.data.id}` };
    return { id, atMs, answer: "answered", health: health.data, metrics: await metrics };
  } catch (error) {
    return { id, atMs: (began + performance.now()) / 2, answer: answerOf(error), why: whyOf(error, url) };
  }
}

/** What went wrong with a question, from the error that it ended in. */
export function answerOf(error: unknown): Exclude<Answer, "answered"> {
  if (codeOf(error) === "ECONNREFUSED") return "refused";
  // The last is how ioredis says it.
  const isLate = error instanceof Error && (error.name === "TimeoutError" || error.message === "Command timed out");
  return isLate || /TIMEDOUT|UNREACH|RESET|HOSTDOWN|SOCKET/.test(codeOf(error)) ? "silent" : "odd";
}

function metricsOf(text: string): NodeMetrics | { readonly why: string } {
  const lines = parseMetrics(text);
  const histogram = histogramOf(lines, "ratelimiter_check_duration_seconds");
  const allowed = lines.find(({ name }) => name === "ratelimiter_allowed_in_epoch");
  if (histogram === undefined || allowed === undefined) return { why: "its /metrics lack the rate limiter's" };
  const { labels, value } = allowed;
  return { histogram, allowed: { epoch: labels.epoch ?? "", count: value }, counts: countsOf(lines) };
}

function countsOf(lines: readonly MetricLine[]): readonly LocalCount[] {
  const ages = new Map(
    lines
      .filter(({ name }) => name === "ratelimiter_local_counter_age_seconds")
      .map(({ labels, value }) => [labels.key, value * 1000]),
  );
  return lines.flatMap(({ name, labels: { key }, value }) =>
    name === "ratelimiter_local_counter" && key !== undefined ? [{ key, count: value, ageMs: ages.get(key) ?? 0 }] : [],
  );
}

function whyOf(error: unknown, url: string): string {
  if (codeOf(error) === "ECONNREFUSED") return `nobody listens at ${url}`;
  if (answerOf(error) === "silent") return `${url} did not answer in time`;
  return error instanceof Error ? `Cannot ask ${url}: ${error.message}` : `Cannot ask ${url}`;
}

/** fetch hides what the socket said one level down. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
