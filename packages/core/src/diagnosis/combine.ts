import { atWork, shown } from "./chance-of.ts";
import type { Finding } from "./fault.ts";
import { type Library, type Suspect, suspectsOf } from "./library.ts";

/** Suspects that could be at work together, and the logarithm of their prior times how likely the findings are under them. */
export interface Combination {
  readonly suspects: readonly Suspect[];
  readonly log: number;
}

/** How likely one, two and three faults are at once. A fourth adds what nobody would act on by itself. */
const atOnce = [0.9, 0.09, 0.01] as const;
/** Only so many of the most probable are put together: beyond 64 suspects the others explain nothing that these do not. */
const mostJoined = { one: 64, more: 32 } as const;
/** What is less probable than the best single fault by e to this power, under one in 10^15, is not worth carrying. */
const leastLog = 35;

/**
 * All suspects alone, and the most probable ones together. `findings` are the newest of each. Absent findings multiply, so they are one
 * sum a suspect; only those that are there must be put together anew.
 */
export function combine(library: Library, findings: readonly Finding[]): readonly Combination[] {
  const parts = partsOf(library, findings);
  const none = emptyOf(library, findings);
  const alone = parts.map((part) => joined(none, part, logOf(none, part)));
  const candidates = best(alone, mostJoined.one).flatMap(({ parts: [part] }) => part ?? []);
  const all = [...alone];
  let last = best(alone, mostJoined.one);
  const least = (last[0]?.log ?? 0) - leastLog;
  for (let size = 2; size <= atOnce.length; size += 1) {
    const larger = extended(last, candidates, { count: parts.length, least });
    for (const one of larger) all.push(one);
    last = best(larger, mostJoined.more);
  }
  return all.map(({ parts, log }) => ({ suspects: parts.map(({ suspect }) => suspect), log }));
}

/** One suspect by itself. */
interface Part {
  readonly index: number;
  readonly suspect: Suspect;
  /** The logarithm of its prior and of what is absent. */
  readonly log: number;
  /** How likely it leaves out each finding that is there. */
  readonly missed: Float64Array;
}

interface Joined {
  readonly parts: readonly Part[];
  /** The logarithm of their priors and of what is absent. */
  readonly partial: number;
  readonly log: number;
  /** How likely all of them leave out each finding that is there. Made where it is needed: most are never joined again. */
  missed(): Float64Array;
}

function partsOf(library: Library, findings: readonly Finding[]): readonly Part[] {
  const there = findings.filter(({ isThere }) => isThere);
  const absent = Map.groupBy(
    findings.filter(({ isThere }) => !isThere),
    ({ name }) => name,
  );
  const suspects = suspectsOf(library);
  const places = Map.groupBy(suspects, ({ fault }) => fault);
  const total = [...places.keys()].reduce((sum, { prior }) => sum + prior, 0);
  return suspects.map((suspect, index) => {
    const { prior, shows, spreads } = suspect.fault;
    const share = prior / total / (places.get(suspect.fault)?.length ?? 1);
    // Only what it could have shown: the others would add nothing, and there are many of them.
    const lacking = Object.keys({ ...shows, ...spreads }).flatMap((name) => absent.get(name) ?? []);
    const log = lacking.reduce((sum, finding) => sum + Math.log1p(-shown(suspect, finding)), Math.log(share));
    return { index, suspect, log, missed: Float64Array.from(there, (finding) => 1 - shown(suspect, finding)) };
  });
}

/** No fault of the library: what is seen only by what nobody wrote down. */
function emptyOf(library: Library, findings: readonly Finding[]): Before {
  const there = findings.filter(({ isThere }) => isThere);
  const missed = Float64Array.from(there, ({ name }) => 1 - atWork(library, name));
  const absent = findings.filter(({ isThere }) => !isThere);
  const partial = absent.reduce((sum, { name }) => sum + Math.log(1 - atWork(library, name)), 0);
  return { parts: [], partial, missed: () => missed };
}

type Before = Omit<Joined, "log">;

function joined(before: Before, one: Part, log: number): Joined {
  const missed = before.missed();
  return {
    parts: [...before.parts, one],
    partial: before.partial + one.log,
    log,
    missed: () => missed.map((chance, index) => chance * (one.missed[index] ?? 1)),
  };
}

function logOf(before: Before, one: Part): number {
  const size = before.parts.length + 1;
  const together = Math.log((atOnce[size - 1] ?? 0) * orders(size));
  return together + before.partial + one.log + explained(before.missed(), one.missed);
}

/** How likely everything that is there is, as a logarithm. The innermost loop of all: no array is made in it. */
function explained(missed: Float64Array, alsoMissed: Float64Array): number {
  let log = 0;
  for (let index = 0; index < missed.length; index += 1) {
    log += Math.log(1 - (missed[index] ?? 1) * (alsoMissed[index] ?? 1));
  }
  return log;
}

/** Each with one more of `candidates`, none twice, and none below `least`. `count` is how many suspects there are. */
function extended(
  joinedBefore: readonly Joined[],
  candidates: readonly Part[],
  { count, least }: { readonly count: number; readonly least: number },
): readonly Joined[] {
  const seen = new Set<number>();
  const larger: Joined[] = [];
  for (const { parts, partial, missed } of joinedBefore) {
    const made = missed();
    const before = { parts, partial, missed: () => made };
    const indexes = parts.map(({ index }) => index).sort((one, other) => one - other);
    for (const one of candidates) {
      const key = indexes.includes(one.index) ? undefined : numberOf(indexes, one.index, count);
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      const log = logOf(before, one);
      if (log >= least) larger.push(joined(before, one, log));
    }
  }
  return larger;
}

/** One number for the same suspects in whatever order: `indexes`, which are sorted, with one more. No array is made for it. */
function numberOf(indexes: readonly number[], more: number, count: number): number {
  let number = 0;
  let isIn = false;
  for (const index of indexes) {
    if (!isIn && more < index) {
      number = number * count + more;
      isIn = true;
    }
    number = number * count + index;
  }
  return isIn ? number : number * count + more;
}

function best(joined: readonly Joined[], count: number): readonly Joined[] {
  return joined.toSorted((one, other) => other.log - one.log).slice(0, count);
}

/** The same faults in another order are the same faults. */
function orders(size: number): number {
  return size <= 1 ? 1 : size * orders(size - 1);
}
