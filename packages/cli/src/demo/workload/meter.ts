import { type Buckets, countOf, p99Of, readHistogram, since, sum } from "./read-histogram.ts";

/** What customers got within one second. */
export interface Second {
  /** `undefined` where nobody could say. */
  readonly requests?: number | undefined;
  readonly allowed?: number | undefined;
  readonly denied?: number | undefined;
  readonly failed?: number | undefined;
  /** Of the last few seconds, as an upper bound. */
  readonly p99Ms?: number | undefined;
}

export interface Meter {
  /** Newest last. */
  seconds(): readonly Second[];
  stop(): void;
}

/** Where a lab counts what its customers get. */
export interface WorkloadSource {
  /** Prometheus's text, one for each member. */
  readonly metrics: readonly string[];
  readonly histogram: string;
  /** A label of series that are nobody's requests. */
  readonly without?: string;
  /** `{sent, allowed, denied, failed}` since the start, as the customers themselves count. */
  readonly counts?: string;
}

interface Counts {
  readonly sent: number;
  readonly allowed: number;
  readonly denied: number;
  readonly failed: number;
}

const everyMs = 1_000;
const keptSeconds = 240;
/** One second holds too few requests for a percentile. */
const windowSeconds = 5;

/** Reads the lab's own counters once a second. */
export function startMeter(source: WorkloadSource, changed: () => void): Meter {
  const seconds: Second[] = [];
  const lastOf = new Map<string, Buckets>();
  const window: Buckets[] = [];
  let counted: Counts | undefined;
  let countedAt = 0;

  async function turn(): Promise<void> {
    const [latest, counts] = await Promise.all([latencies(), source.counts && read(source.counts).then(parseCounts)]);
    window.push(latest);
    window.splice(0, window.length - windowSeconds);
    const p99 = p99Of(sum(window));
    const p99Ms = p99 === undefined || !Number.isFinite(p99) ? undefined : p99 * 1000;
    const second = source.counts === undefined ? { requests: countOf(latest) } : ratesOf(counts || undefined);
    seconds.push({ ...second, ...(p99Ms !== undefined && { p99Ms }) });
    seconds.splice(0, seconds.length - keptSeconds);
    changed();
  }

  async function latencies(): Promise<Buckets> {
    const all = await Promise.all(
      source.metrics.map(async (url) => {
        const text = await read(url);
        if (text === undefined) return new Map<number, number>();
        const after = readHistogram(text, source.histogram, source.without);
        const news = since(lastOf.get(url), after);
        lastOf.set(url, after);
        return news;
      }),
    );
    return sum(all);
  }

  function ratesOf(counts: Counts | undefined): Second {
    const [before, sinceMs] = [counted, performance.now() - countedAt];
    counted = counts;
    countedAt = performance.now();
    if (counts === undefined || before === undefined) return {};
    const perSecond = (name: keyof Counts) => ((counts[name] - before[name]) * 1000) / sinceMs;
    return {
      requests: perSecond("sent"),
      allowed: perSecond("allowed"),
      denied: perSecond("denied"),
      failed: perSecond("failed"),
    };
  }

  let isTurning = false;
  const timer = setInterval(() => {
    if (isTurning) return;
    isTurning = true;
    void turn().finally(() => {
      isTurning = false;
    });
  }, everyMs);
  return { seconds: () => seconds, stop: () => clearInterval(timer) };
}

/** What does not answer in time has not said anything: it may be the very thing that is broken. */
async function read(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(everyMs) });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

function parseCounts(text: string | undefined): Counts | undefined {
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  return isCounts(value) ? value : undefined;
}

function isCounts(value: unknown): value is Counts {
  const names = ["sent", "allowed", "denied", "failed"];
  return typeof value === "object" && value !== null && names.every((name) => typeof Object(value)[name] === "number");
}
