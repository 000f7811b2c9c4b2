import { expect, it } from "vitest";
import { chanceOf } from "./chance-of.ts";
import { choose } from "./choose.ts";
import type { Finding } from "./fault.ts";
import { type Hypothesis, keyOf, type Library, type Suspect } from "./library.ts";
import { at, rateLimiter, spots } from "./rate-limiter.fixture.ts";
import { reachesOf, weigh } from "./weigh.ts";

/** Numbers between 0 and 1, the same each time: mulberry32, by Tommy Ettinger, in the public domain. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface World {
  readonly library: Library;
  /** How many of the spots cannot be looked at. */
  readonly blindShare: number;
  readonly draws: number;
}

interface Tally {
  /** Named with at least 0.9. */
  readonly sure: number;
  readonly sureAndRight: number;
  readonly named: number;
  readonly namedAndRight: number;
  /** Something described was wrong. */
  readonly described: number;
  /** What was neither sure nor out of the question: how sure it was altogether, how many times, and how many times it was right. */
  readonly doubtful: { readonly confidence: number; readonly count: number; readonly right: number };
}

/** Draws what is wrong and what it shows from `library`, and asks the reasoner, which knows the rate limiter's own. */
function simulate({ library, blindShare, draws }: World): Tally {
  const random = seeded(20_261_122);
  const priors = weigh(library, []);
  const tally = {
    sure: 0,
    sureAndRight: 0,
    named: 0,
    namedAndRight: 0,
    described: 0,
    doubtful: { confidence: 0, count: 0, right: 0 },
  };
  for (let draw = 0; draw < draws; draw += 1) {
    const truth = drawn(library, priors, random);
    const findings = spots
      .filter(() => random() >= blindShare)
      .map((spot): Finding => ({ ...spot, isThere: random() < chanceOf(library, truth, spot), what: "seen", at }));
    const choice = choose(weigh(rateLimiter, findings));
    if (truth.kind === "described") tally.described += 1;
    if (choice === undefined) continue;
    const isRight = truth.kind === "described" && isAmong(choice.suspects, truth.suspects);
    if (choice.confidence >= 0.2 && choice.confidence < 0.9) {
      tally.doubtful.confidence += choice.confidence;
      tally.doubtful.count += 1;
      if (isRight) tally.doubtful.right += 1;
    }
    if (!choice.isClear) continue;
    tally.named += 1;
    if (isRight) tally.namedAndRight += 1;
    if (choice.confidence < 0.9) continue;
    tally.sure += 1;
    if (isRight) tally.sureAndRight += 1;
  }
  return tally;
}

function drawn(library: Library, priors: ReturnType<typeof weigh>, random: () => number): Hypothesis {
  const drawnAt = random();
  let sum = 0;
  const { hypothesis } =
    priors.find(({ probability }) => {
      sum += probability;
      return sum > drawnAt;
    }) ?? {};
  if (hypothesis === undefined) throw new Error("the library has no hypothesis");
  if (hypothesis.kind !== "undescribed") return hypothesis;
  const reaches = reachesOf(library);
  return { kind: "undescribed", reach: reaches[Math.floor(random() * reaches.length)] ?? 0 };
}

function isAmong(named: readonly Suspect[], truth: readonly Suspect[]): boolean {
  const keys = truth.map((suspect) => keyOf({ kind: "described", suspects: [suspect] }));
  return named.every((suspect) => keys.includes(keyOf({ kind: "described", suspects: [suspect] })));
}

const whole = { library: rateLimiter, blindShare: 0 };

it("is right at least 88 times in 100 where it is at least 90 % sure, over 2,000 draws in under 5 s of a processor", () => {
  const began = process.threadCpuUsage();
  const { sure, sureAndRight, named, namedAndRight, described } = simulate({ ...whole, draws: 2_000 });
  const { user, system } = process.threadCpuUsage(began);
  expect((user + system) / 1_000_000).toBeLessThan(5);
  expect(sureAndRight / sure).toBeGreaterThanOrEqual(0.88);
  expect(namedAndRight / named).toBeGreaterThanOrEqual(0.88);
  // To be sure of nothing would be right too.
  expect(sure / described).toBeGreaterThanOrEqual(0.8);
});

it("is as right where half of all that could be looked at cannot be seen, and sure less often", () => {
  const all = simulate({ ...whole, draws: 500 });
  const half = simulate({ ...whole, blindShare: 0.5, draws: 500 });
  expect(half.sureAndRight / half.sure).toBeGreaterThanOrEqual(0.88);
  expect(half.sure).toBeLessThan(all.sure);
});

it("is right about as often as it says where it is in doubt, neither more often nor less", () => {
  const { doubtful } = simulate({ ...whole, blindShare: 0.7, draws: 1_500 });
  expect(doubtful.count).toBeGreaterThan(200);
  expect(Math.abs(doubtful.right - doubtful.confidence) / doubtful.count).toBeLessThan(0.05);
});

it("stays right 80 times in 100 in a world whose faults show a third less than the library says, and strike otherwise", () => {
  const library: Library = {
    ...rateLimiter,
    faults: rateLimiter.faults.map((fault, index) => ({
      ...fault,
      prior: fault.prior * (index % 2 === 0 ? 2 : 0.5),
      shows: Object.fromEntries(Object.entries(fault.shows).map(([name, chance]) => [name, chance * (2 / 3)])),
    })),
  };
  const { sure, sureAndRight } = simulate({ library, blindShare: 0, draws: 1_000 });
  expect(sureAndRight / sure).toBeGreaterThanOrEqual(0.8);
});
