import { expect, it } from "vitest";
import { countOf, p99Of, readHistogram, since, sum } from "./read-histogram.ts";

const text = (fast: number, all: number) => `
# TYPE asked_seconds histogram
asked_seconds_bucket{type="get",le="0.01"} ${fast}
asked_seconds_bucket{type="get",le="0.1"} ${all}
asked_seconds_bucket{type="get",le="+Inf"} ${all}
asked_seconds_bucket{type="gc",le="+Inf"} 500
asked_seconds_count{type="get"} ${all}
`;
const read = (fast: number, all: number) => readHistogram(text(fast, all), "asked_seconds", 'type="gc"');

it("says how many requests came between two readings, and how long 99 of 100 took at most", () => {
  const came = since(read(10, 10), read(110, 110));
  expect(countOf(came)).toBe(100);
  expect(p99Of(came)).toBe(0.01);
  expect(p99Of(since(read(0, 0), read(98, 100)))).toBe(0.1);
});

it("takes a process that was started afresh for one that counts from zero", () => {
  expect(countOf(since(read(100, 100), read(7, 7)))).toBe(7);
});

it("knows no percentile of nothing, and nothing of a first reading", () => {
  expect(countOf(since(undefined, read(5, 5)))).toBe(0);
  expect(p99Of(sum([]))).toBeUndefined();
});
