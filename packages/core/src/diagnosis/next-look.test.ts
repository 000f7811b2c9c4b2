import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chanceOf } from "./chance-of.ts";
import { foresee } from "./foresee.ts";
import { type Look, nextLook, worthwhileLooks } from "./next-look.ts";
import { rateLimiter, see, spots } from "./rate-limiter.fixture.ts";
import { weigh } from "./weigh.ts";

const drift = ["node-1 violated:counter_drift"];
/** Only the invariants were looked at. */
const onlyInvariants = weigh(
  rateLimiter,
  see(drift, ({ name }) => !name.startsWith("violated:")),
);

const look = (name: string, costMs: number, ...shows: Look["shows"]): Look => ({
  name,
  what: `Look at ${name}`,
  costMs,
  shows,
});
const cache = look("cache", 100, { name: "sample:cached_counters", member: "node-1" });
const clock = look("clock", 100, { name: "sample:clock_ahead", member: "node-1" });
const other = look("other", 100, { name: "sample:clock_ahead", member: "node-3" });

describe("nextLook", () => {
  it("takes the look that tells the suspects apart before one that tells nothing of them", () => {
    expect(nextLook(rateLimiter, onlyInvariants, [other, cache])).toBe(cache);
    expect(nextLook(rateLimiter, onlyInvariants, [cache, other])).toBe(cache);
  });

  it("takes the cheaper of two looks that tell the same", () => {
    const dear = { ...cache, name: "dear", costMs: 30_000 };
    expect(nextLook(rateLimiter, onlyInvariants, [dear, cache])).toBe(cache);
  });

  it("takes a dear look before a cheap one that tells far less", () => {
    const cheap = look("cheap", 60, { name: "log:time_jump", member: "node-1" });
    expect(nextLook(rateLimiter, onlyInvariants, [cheap])).toBe(cheap);
    expect(nextLook(rateLimiter, onlyInvariants, [cheap, cache])).toBe(cache);
  });

  it("takes none when nothing would change what comes first", () => {
    const clear = weigh(
      rateLimiter,
      see(["node-2 violated:node_down", "node-2 sample:unreachable", "node-2 log:stopped"]),
    );
    expect(nextLook(rateLimiter, clear, [cache, clock, other])).toBeUndefined();
    expect(nextLook(rateLimiter, onlyInvariants, [])).toBeUndefined();
  });

  it("puts looks in the same order whatever order they come in", () => {
    const looks = [...spots, ...spots].map((spot, index) => look(`look ${index}`, 100, spot));
    const expected = worthwhileLooks(rateLimiter, onlyInvariants, looks);
    fc.assert(
      fc.property(fc.shuffledSubarray(looks, { minLength: looks.length }), (shuffled) => {
        expect(worthwhileLooks(rateLimiter, onlyInvariants, shuffled)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it("takes a look at everything in well under a second", () => {
    const began = performance.now();
    nextLook(rateLimiter, onlyInvariants, [look("everything", 100, ...spots)]);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe("foresee", () => {
  it("expects of one spot exactly what Bayes' rule says, over both outcomes", () => {
    const [spot] = cache.shows;
    if (spot === undefined) throw new Error("the look shows nothing");
    const likely = onlyInvariants.filter(({ probability }) => probability >= 0.0005).slice(0, 40);
    const sum = likely.reduce((all, { probability }) => all + probability, 0);
    const entropy = (shares: readonly number[]) => {
      const all = shares.reduce((total, share) => total + share, 0);
      return shares.reduce((bits, share) => bits - (share > 0 ? (share / all) * Math.log2(share / all) : 0), 0) * all;
    };
    const now = likely.map(({ probability }) => probability / sum);
    const there = likely.map(({ hypothesis }, index) => (now[index] ?? 0) * chanceOf(rateLimiter, hypothesis, spot));
    const absent = now.map((share, index) => share - (there[index] ?? 0));
    const { bits } = foresee(rateLimiter, onlyInvariants, [spot]);
    expect(bits).toBeCloseTo(entropy(now) - entropy(there) - entropy(absent), 9);
  });

  it("expects more of two spots that tell different things than of either", () => {
    const bits = (...looks: readonly Look[]) =>
      foresee(
        rateLimiter,
        onlyInvariants,
        looks.flatMap(({ shows }) => shows),
      ).bits;
    expect(bits(cache, clock)).toBeGreaterThan(Math.max(bits(cache), bits(clock)) + 0.01);
  });

  it("never expects to know less, nor less from looking at more", () => {
    fc.assert(
      fc.property(fc.subarray([...spots], { maxLength: 4 }), fc.constantFrom(...spots), (some, more) => {
        const one = foresee(rateLimiter, onlyInvariants, some).bits;
        const both = foresee(rateLimiter, onlyInvariants, [...some, more]).bits;
        expect(one).toBeGreaterThanOrEqual(0);
        expect(both).toBeGreaterThanOrEqual(one - 1e-4);
      }),
      { numRuns: 30 },
    );
  });
});
