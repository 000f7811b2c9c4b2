import { type Histogram, type Latency, latencyBetween, noRequests, requestsOf } from "./latency.ts";

interface NodeMemory {
  readonly instance: string;
  histograms: { readonly atMs: number; readonly histogram: Histogram }[];
}

export interface LatencyLook {
  readonly node: string;
  /** Names the process: another one counts from zero. */
  readonly instance: string;
  readonly histogram: Histogram;
  /** On a steady clock. */
  readonly atMs: number;
}

export type LatencyMemory = ReturnType<typeof createLatencyMemory>;

/** Of fewer requests than this no percentile says anything. */
const wantedRequests = 10;
/** So many windows back the wanted requests are looked for. */
const mostWindows = 10;
/** Looks may come much closer together than the window is long. */
const keptPerWindow = 20;

/** How long requests took of late, from histograms that only ever grow. */
export function createLatencyMemory(windowMs: number) {
  const nodes = new Map<string, NodeMemory>();

  function memoryOf({ node, instance, atMs }: LatencyLook): NodeMemory {
    const known = nodes.get(node);
    if (known?.instance === instance) return known;
    // A process that was not there at the last look has counted from zero since.
    const fresh: NodeMemory = { instance, histograms: known === undefined ? [] : [{ atMs, histogram: noRequests }] };
    nodes.set(node, fresh);
    return fresh;
  }

  return {
    /** Since a window ago, or since longer where that were too few requests; `undefined` at the first look. */
    remember(look: LatencyLook): Latency | undefined {
      const { histogram, atMs } = look;
      const memory = memoryOf(look);
      const before = baseOf(memory, histogram, atMs - windowMs);
      const last = memory.histograms.at(-1);
      if (last === undefined || atMs - last.atMs >= windowMs / keptPerWindow)
        memory.histograms.push({ atMs, histogram });
      memory.histograms = memory.histograms.filter((kept) => kept.atMs >= atMs - windowMs * mostWindows);
      return before && latencyBetween(before, histogram);
    },
  };
}

/** The newest that is a window old and far enough back for enough requests; else the oldest there is. */
function baseOf({ histograms }: NodeMemory, now: Histogram, fromMs: number): Histogram | undefined {
  const enough = requestsOf(now) - wantedRequests;
  const base = histograms.findLast(({ atMs, histogram }) => atMs <= fromMs && requestsOf(histogram) <= enough);
  return (base ?? histograms[0])?.histogram;
}
