import { describe, expect, it } from "vitest";
import { histogramOf, latencyBetween, noRequests } from "./latency.ts";
import { parseMetrics } from "./parse-metrics.ts";

const bounds = [0.05, 0.1, 0.25, Number.POSITIVE_INFINITY];
/** So many requests in each bucket. */
const histogram = (...each: readonly number[]) => ({
  buckets: bounds.map((le, index) => ({ le, count: each.slice(0, index + 1).reduce((sum, count) => sum + count, 0) })),
});

describe("P99 between two looks", () => {
  it("is interpolated within the bucket that it falls into, as Prometheus does", () => {
    expect(latencyBetween(noRequests, histogram(0, 100, 0, 0))).toEqual({ requests: 100, p99Ms: 99.5 });
    expect(latencyBetween(noRequests, histogram(90, 0, 10, 0)).p99Ms).toBeCloseTo(235);
  });

  it("counts only what came after the first look", () => {
    const slowBefore = histogram(0, 0, 1000, 0);
    expect(latencyBetween(slowBefore, histogram(200, 0, 1000, 0)).p99Ms).toBeLessThan(50);
  });

  it("does not hang on one slow request among a few, and does on two", () => {
    expect(latencyBetween(noRequests, histogram(30, 0, 1, 0)).p99Ms).toBeLessThanOrEqual(50);
    expect(latencyBetween(noRequests, histogram(30, 0, 2, 0)).p99Ms).toBeGreaterThan(100);
  });

  it("says nothing of no request or of one", () => {
    expect(latencyBetween(noRequests, histogram(0, 0, 0, 0))).toEqual({ requests: 0 });
    expect(latencyBetween(noRequests, histogram(0, 0, 1, 0))).toEqual({ requests: 1 });
  });

  it("calls what is slower than all bounds at least the last one", () => {
    expect(latencyBetween(noRequests, histogram(0, 0, 0, 50)).p99Ms).toBe(250);
  });
});

it("reads a histogram from the text format, and none from one without an end", () => {
  const text = '# TYPE d histogram\nd_bucket{le="0.1"} 3\nd_bucket{le="+Inf"} 4\nd_count 4\n';
  expect(histogramOf(parseMetrics(text), "d")?.buckets).toEqual([
    { le: 0.1, count: 3 },
    { le: Number.POSITIVE_INFINITY, count: 4 },
  ]);
  expect(histogramOf(parseMetrics('d_bucket{le="0.1"} 3'), "d")).toBeUndefined();
});

it("reads labels with quotes, braces and line feeds in them, and skips what is no sample", () => {
  expect(parseMetrics('# HELP x y\nx{key="a\\"b} 7\\\\\\n",o="p"} 2 1700000000\nbroken{\nx NaN\n')).toEqual([
    { name: "x", labels: { key: 'a"b} 7\\\n', o: "p" }, value: 2 },
  ]);
});
