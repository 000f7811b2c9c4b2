import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialTail, highestShare } from "./binomial.ts";

describe("the tail of a binomial", () => {
  it("is what a table says", () => {
    expect(binomialTail(10, 8, 0.5)).toBeCloseTo(56 / 1024, 12);
    expect(binomialTail(3, 3, 0.1)).toBeCloseTo(0.001, 12);
    expect(binomialTail(8, 0, 0.2)).toBe(1);
    expect(binomialTail(8, 9, 0.2)).toBe(0);
    expect(binomialTail(20, 1, 0.1)).toBeCloseTo(1 - 0.9 ** 20, 12);
  });

  it("falls with the count, rises with the share, and stays a probability", () => {
    const tries = fc.integer({ min: 1, max: 3000 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(tries, fc.double({ min: 0, max: 1, noNaN: true }), share, (n, part, p) => {
        const count = Math.round(n * part);
        const tail = binomialTail(n, count, p);
        expect(tail).toBeGreaterThanOrEqual(0);
        expect(tail).toBeLessThanOrEqual(1);
        expect(binomialTail(n, count + 1, p)).toBeLessThanOrEqual(tail + 1e-9);
        expect(binomialTail(n, count, p / 2)).toBeLessThanOrEqual(tail + 1e-9);
      }),
    );
  });

  it("takes a share for higher than seen, the more so the less was seen", () => {
    expect(highestShare(0, 0)).toBe(1);
    expect(highestShare(20, 0)).toBeCloseTo(0.119, 3);
    expect(highestShare(2000, 20)).toBeCloseTo(0.0144, 3);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const count = Math.round(n * part);
        expect(highestShare(n, count)).toBeGreaterThan(count / n - 1e-12);
        expect(highestShare(10 * n, 10 * count)).toBeLessThan(highestShare(n, count) + 1e-12);
      }),
    );
  });
});
