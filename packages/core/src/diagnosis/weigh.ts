import { chanceOf } from "./chance-of.ts";
import { combine } from "./combine.ts";
import type { Finding } from "./fault.ts";
import { type Hypothesis, type Library, sizeOf, type Weighed } from "./library.ts";
import { newestOf } from "./newest-of.ts";

/** Shares of what is no fault of the library, before anything was looked at. */
const priors = { undescribed: 0.05, nothing: 0.05 } as const;
/**
 * How much of all that can be looked at a fault that nobody described shows. Nobody knows, so each is as likely: about one thing or four,
 * however much there is, or a seventh or half of it all.
 */
export function reachesOf(library: Library): readonly number[] {
  const size = sizeOf(library);
  return [1 / size, 4 / size, 0.15, 0.5].map((reach) => Math.min(reach, 0.5));
}

/**
 * How probable each hypothesis is after the findings, most probable first: Bayes' rule, with findings independent of each other given
 * the faults. What could not be looked at says nothing. The same findings in another order give the same answer, bit for bit.
 */
export function weigh(library: Library, findings: readonly Finding[]): readonly Weighed[] {
  const seen = newestOf(findings);
  const reaches = reachesOf(library);
  const share = Math.log(1 - priors.undescribed - priors.nothing);
  const other = (hypothesis: Hypothesis, prior: number): Logged => ({
    hypothesis,
    log: Math.log(prior) + logOf(library, hypothesis, seen),
  });
  return scaled([
    ...combine(library, seen).map(
      ({ suspects, log }): Logged => ({ hypothesis: { kind: "described", suspects }, log: share + log }),
    ),
    ...reaches.map((reach) => other({ kind: "undescribed", reach }, priors.undescribed / reaches.length)),
    other({ kind: "nothing" }, priors.nothing),
  ]);
}

interface Logged {
  readonly hypothesis: Hypothesis;
  readonly log: number;
}

function logOf(library: Library, hypothesis: Hypothesis, seen: readonly Finding[]): number {
  return seen.reduce((sum, finding) => {
    const chance = chanceOf(library, hypothesis, finding);
    return sum + Math.log(finding.isThere ? chance : 1 - chance);
  }, 0);
}

/** From logarithms to shares of one, held against the largest so that nothing is too small to be told apart. */
function scaled(logged: readonly Logged[]): readonly Weighed[] {
  const most = logged.reduce((largest, { log }) => Math.max(largest, log), Number.NEGATIVE_INFINITY);
  const weights = logged.map(({ hypothesis, log }) => ({ hypothesis, weight: Math.exp(log - most) }));
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  const shares = weights.map(({ hypothesis, weight }) => ({ hypothesis, probability: weight / sum }));
  const described = shares.filter(({ hypothesis }) => hypothesis.kind !== "undescribed");
  // Sorting is stable, and what is as probable stays in the library's order.
  return [...described, undescribed(shares)].toSorted((one, other) => other.probability - one.probability);
}

/** The undescribed fault in one, with the reach that the findings leave it on the average. */
function undescribed(shares: readonly Weighed[]): Weighed {
  const each = shares.flatMap(({ hypothesis, probability }) =>
    hypothesis.kind === "undescribed" ? [{ reach: hypothesis.reach, probability }] : [],
  );
  // A sum of shares can pass one by a rounding.
  const probability = Math.min(
    each.reduce((sum, share) => sum + share.probability, 0),
    1,
  );
  const reached = each.reduce((sum, share) => sum + share.reach * share.probability, 0);
  return { hypothesis: { kind: "undescribed", reach: probability > 0 ? reached / probability : 0 }, probability };
}
