import { chanceOf, type Spot } from "./chance-of.ts";
import { choose } from "./choose.ts";
import { keyOf, type Library, type Weighed } from "./library.ts";

/** What looking at some spots is expected to come to. */
export interface Foreseen {
  /** By how much the uncertainty over the hypotheses is expected to fall, in bits. */
  readonly bits: number;
  /** How likely it is that another cause comes first after it, or that the first becomes clear where it was not. */
  readonly turns: number;
}

/** What is less probable than this decides nothing, and of the others so many are enough. */
const considered = { probability: 0.0005, hypotheses: 40 } as const;
/** Outcomes double with each spot: of a look at more, those that tell most by themselves count, so it tells at least as much. */
const mostSpots = 8;
/** An outcome this rare is as good as none. */
const leastOutcome = 1e-6;

/** What is to be expected of seeing these spots: over every outcome, how probable it is and what would be known then. */
export function foresee(library: Library, weighed: readonly Weighed[], spots: readonly Spot[]): Foreseen {
  const likely = likeliest(weighed);
  const chances = mostTelling(likely, chancesOf(library, likely, spots));
  const now = verdictOf(likely);
  let left = 0;
  let turns = 0;
  for (const outcome of outcomesOf(likely, chances)) {
    left += entropyOf(outcome);
    const then = verdictOf(relative(likely, outcome));
    if (then.first !== now.first || (then.isClear && !now.isClear)) turns += sumOf(outcome);
  }
  return { bits: Math.max(0, entropyOf(likely.map(({ probability }) => probability)) - left), turns };
}

function likeliest(weighed: readonly Weighed[]): readonly Weighed[] {
  const likely = weighed
    .filter(({ probability }) => probability >= considered.probability)
    .slice(0, considered.hypotheses);
  const sum = sumOf(likely.map(({ probability }) => probability));
  return likely.map(({ hypothesis, probability }) => ({ hypothesis, probability: probability / sum }));
}

/** For each spot how likely each hypothesis makes it. */
type Chances = readonly (readonly number[])[];

function chancesOf(library: Library, likely: readonly Weighed[], spots: readonly Spot[]): Chances {
  return spots.map((spot) => likely.map(({ hypothesis }) => chanceOf(library, hypothesis, spot)));
}

function mostTelling(likely: readonly Weighed[], chances: Chances): Chances {
  if (chances.length <= mostSpots) return chances;
  const left = (spot: readonly number[]) =>
    outcomesOf(likely, [spot]).reduce((sum, outcome) => sum + entropyOf(outcome), 0);
  return chances.toSorted((one, other) => left(one) - left(other)).slice(0, mostSpots);
}

/** Each outcome as the share of each hypothesis in it: together they add up to one. */
function outcomesOf(likely: readonly Weighed[], chances: Chances): readonly (readonly number[])[] {
  return chances.reduce<readonly (readonly number[])[]>(
    (outcomes, chance) =>
      outcomes
        .flatMap((shares) => [
          shares.map((share, index) => share * (chance[index] ?? 0)),
          shares.map((share, index) => share * (1 - (chance[index] ?? 0))),
        ])
        .filter((shares) => sumOf(shares) > leastOutcome),
    [likely.map(({ probability }) => probability)],
  );
}

function relative(likely: readonly Weighed[], shares: readonly number[]): readonly Weighed[] {
  const sum = sumOf(shares);
  return likely
    .map(({ hypothesis }, index) => ({ hypothesis, probability: (shares[index] ?? 0) / sum }))
    .toSorted((one, other) => other.probability - one.probability);
}

function verdictOf(weighed: readonly Weighed[]): { readonly first: string; readonly isClear: boolean } {
  const [first] = weighed;
  const choice = choose(weighed);
  if (choice?.isClear) return { first: keyOf({ kind: "described", suspects: choice.suspects }), isClear: true };
  return { first: first === undefined ? "" : keyOf(first.hypothesis), isClear: false };
}

/** Of shares that need not add up to one: their sum times the entropy of what they are of it. */
function entropyOf(shares: readonly number[]): number {
  const sum = sumOf(shares);
  return shares.reduce((bits, share) => (share > 0 ? bits + share * Math.log2(sum / share) : bits), 0);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
