import { describe, expect, it } from "vitest";
import type { ActiveHour, AnomalyFacts, HourVolume, KnownActor, Streak, Use } from "./facts.ts";
import { type AnomalyKind, findAnomalies } from "./find-anomalies.ts";

/**
 * Tenants on which nothing is wrong: 90 days, and then a week that is like them. Starts come as a Poisson process that is busy
 * in office hours; each attempt fails with a share of its tenant's own; six people work from about nine to five, on Saturdays
 * now and then, and each uses programs by Zipf's law. Whatever is found in the week is a false alarm.
 */
const tenants = 1000;
const people = 6;
const weekHours = 7 * 24;
const firstHour = Date.parse("2026-01-05T00:00:00.000Z");
const hourMs = 3_600_000;
const since = new Date(firstHour + 91 * 24 * hourMs);
const window = { since, until: new Date(since.getTime() + weekHours * hourMs) };
const attempt = { executionId: "exe_1", stepId: "stp_1", attempt: 1 } as const;

describe("a week like all before it", () => {
  it(`raises few alarms, over ${tenants} tenants`, () => {
    const random = seeded(20261120);
    const counts: Record<AnomalyKind, number> = {
      ...{ error_rate: 0, volume: 0, unusual_hour: 0, first_use: 0, failures_in_a_row: 0 },
    };
    for (let tenant = 0; tenant < tenants; tenant++) {
      for (const { kind } of findAnomalies(normalWeek(random))) counts[kind] += 1;
    }
    // Of a thousand weeks: the two bounds promise at most one each. The others are counts of what is rare, not errors.
    expect(counts.error_rate).toBeLessThanOrEqual(1);
    expect(counts.volume).toBeLessThanOrEqual(1);
    expect(counts).toMatchObject({ unusual_hour: 185, first_use: 38, failures_in_a_row: 54 });
  });
});

type Random = () => number;

function normalWeek(random: Random): AnomalyFacts {
  const perDay = 1 + 60 * random();
  const share = 0.001 + 0.1 * random();
  const crew = Array.from({ length: people }, (_, index) => workerOf(index, random));
  return {
    window,
    errors: {
      window: tally(poisson(7 * perDay, random), share, random),
      before: tally(poisson(28 * perDay, random), share, random),
    },
    volumes: volumesOf(perDay, random),
    activeHours: crew.flatMap((worker) => hoursOf(worker, random)),
    uses: crew.flatMap((worker) => usesOf(worker, random)),
    streaks: Array.from({ length: 10 }, (_, index) => streaksOf(`s-${index}`, perDay * 0.7, share, random)).flat(),
  };
}

function tally(attempts: number, share: number, random: Random) {
  return { attempts, errors: times(attempts, () => random() < share) };
}

/** Three quarters of the starts fall into nine office hours of five days. */
function volumesOf(perDay: number, random: Random): HourVolume[] {
  return Array.from({ length: weekHours }, (_, index) => {
    const isBusy = index < 5 * 24 && index % 24 >= 8 && index % 24 < 17;
    const mean = 7 * perDay * (isBusy ? 0.75 / 45 : 0.25 / (weekHours - 45));
    const before = [1, 2, 3, 4].reduce((sum) => sum + poisson(mean, random), 0);
    return { hour: new Date(since.getTime() + index * hourMs), started: poisson(mean, random), before, weeks: 4 };
  }).filter(({ started }) => started > 0);
}

interface Worker {
  readonly actor: KnownActor;
  readonly begins: number;
}

function workerOf(index: number, random: Random): Worker {
  const actor: KnownActor = { id: `act_${index}`, name: `P${index}`, knownSince: new Date(firstHour) };
  return { actor, begins: 8 + 2 * random() };
}

/** About eight hours from about the same time; one day in fifty runs on to nine in the evening. */
function hoursOf({ actor, begins }: Worker, random: Random): ActiveHour[] {
  const days = Array.from({ length: 97 }, (_, day) => {
    if (day % 7 === 6 || (day % 7 === 5 && random() > 0.1)) return [];
    const from = Math.floor(begins + normal(random) * 0.5);
    const until = random() < 0.02 ? 21 : Math.floor(from + 8 + normal(random) * 0.5);
    return Array.from({ length: Math.max(0, until - from) }, (_hour, index) => (from + index + 24) % 24);
  });
  const [past, week] = [days.slice(1, 91), days.slice(91)];
  const daysActive = past.filter((hours) => hours.length > 0).length;
  return [...new Set(week.flat())].map((hour) => ({
    ...{ actor, hour, sequence: 1, daysActive, at: new Date(since.getTime() + hour * hourMs) },
    isUsual: past.some((hours) => hours.some((one) => Math.abs(one - hour) <= 1)),
  }));
}

/** Forty programs, the n-th as often as 1/n, fifteen times a working day. */
function usesOf({ actor }: Worker, random: Random): Use[] {
  const draw = zipf(40, random);
  const known = new Set(Array.from({ length: 65 * 15 }, draw));
  return [...new Set(Array.from({ length: 5 * 15 }, draw))].map((rank) => ({
    ...{ actor, of: "program", name: `p${rank}`, at: since, attempt, wasUsed: known.has(rank) },
  }));
}

function streaksOf(subject: string, attempts: number, share: number, random: Random): Streak[] {
  let length = 0;
  const streaks: Streak[] = [];
  const end = () => {
    if (length > 0) streaks.push({ subject, length, lastAt: since, attempts: [attempt] });
    length = 0;
  };
  for (let number = 0; number < attempts; number++) {
    if (random() < share) length += 1;
    else end();
  }
  end();
  return streaks;
}

function times(count: number, happens: () => boolean): number {
  let seen = 0;
  for (let index = 0; index < count; index++) if (happens()) seen += 1;
  return seen;
}

/** Knuth's product of uniform draws; a large mean in parts, as sums of Poisson counts are Poisson. */
function poisson(mean: number, random: Random): number {
  if (mean > 30) return poisson(30, random) + poisson(mean - 30, random);
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; count++) product *= random();
  return count;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function zipf(ranks: number, random: Random): () => number {
  const weights = Array.from({ length: ranks }, (_, rank) => 1 / (rank + 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return () => {
    let left = random() * sum;
    const found = weights.findIndex((weight) => {
      left -= weight;
      return left <= 0;
    });
    return found === -1 ? ranks - 1 : found;
  };
}

/** Mulberry32: the same week again with the same seed. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
