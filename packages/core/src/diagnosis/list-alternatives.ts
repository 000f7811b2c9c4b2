import { chanceOf } from "./chance-of.ts";
import { includes } from "./choose.ts";
import type { Alternative } from "./diagnosis.ts";
import type { Finding } from "./fault.ts";
import type { Hypothesis, Library, Suspect, Weighed } from "./library.ts";
import { causesOf, quote, sayHypothesis, saySpot } from "./say.ts";

const mostAlternatives = 3;
/** Two alternatives are worth a word however improbable they are; a third, and what only adds a fault, from here on. */
const leastProbability = 0.05;
/** A finding that one explains less than half as well as the other tells them apart. */
const tellsApart = Math.log(2);
const mostReasons = 2;

/** The next most probable, with what in the findings speaks against each. `named` is what they are held against, where a cause is named. */
export function listAlternatives(
  library: Library,
  weighed: readonly Weighed[],
  findings: readonly Finding[],
  named: readonly Suspect[] | undefined,
): readonly Alternative[] {
  const chosen: Hypothesis | undefined = named && { kind: "described", suspects: named };
  const worth = worthAWord(weighed, named);
  return worth.map((each, index): Alternative => {
    const better = chosen ?? (index === 0 ? worth[1] : worth[0])?.hypothesis;
    const { hypothesis, probability } = each;
    return {
      causes: hypothesis.kind === "described" ? causesOf(hypothesis.suspects) : [],
      title: sayHypothesis(hypothesis),
      probability,
      whyNot: whyNot(library, findings, hypothesis, better),
    };
  });
}

/** The first two that somebody would do something else for, and whatever else is probable enough. */
function worthAWord(weighed: readonly Weighed[], named: readonly Suspect[] | undefined): readonly Weighed[] {
  const worth: Weighed[] = [];
  for (const each of weighed) {
    if (worth.length === mostAlternatives) break;
    if (named !== undefined && isExactly(each, named)) continue;
    const isProbable = each.probability >= leastProbability;
    if (isProbable || (worth.length < 2 && !isBeside(each, named, worth))) worth.push(each);
  }
  return worth;
}

/** Chance, or what was said before with one more fault. */
function isBeside(each: Weighed, named: readonly Suspect[] | undefined, said: readonly Weighed[]): boolean {
  if (each.hypothesis.kind === "nothing" || (named !== undefined && includes(each, named))) return true;
  return said.some(({ hypothesis }) => hypothesis.kind === "described" && includes(each, hypothesis.suspects));
}

function isExactly(each: Weighed, suspects: readonly Suspect[]): boolean {
  return includes(each, suspects) && countOf(each.hypothesis) === suspects.length;
}

function whyNot(
  library: Library,
  findings: readonly Finding[],
  hypothesis: Hypothesis,
  better: Hypothesis | undefined,
): string {
  if (better === undefined) return "nothing else is described";
  if (hypothesis.kind === "undescribed") return `what is seen is explained better by: ${sayHypothesis(better)}`;
  const reasons = findings
    .map((finding) => ({ finding, worse: log(library, better, finding) - log(library, hypothesis, finding) }))
    .filter(({ worse }) => worse >= tellsApart)
    .toSorted((one, other) => other.worse - one.worse)
    .slice(0, mostReasons)
    .map(({ finding }) => reason(finding));
  if (reasons.length > 0) return reasons.join("; ");
  if (countOf(hypothesis) > countOf(better)) {
    const more = findings.find(
      (finding) => finding.isThere && log(library, hypothesis, finding) - log(library, better, finding) >= tellsApart,
    );
    return more === undefined
      ? "nothing that is seen needs more faults at once, which are rarer"
      : `it explains ${saySpot(more)} as well, and is not clear enough yet to be named`;
  }
  return "nothing that is seen speaks against it; it fits less well, or is rarer";
}

function reason(finding: Finding): string {
  if (!finding.isThere) return `it would show ${saySpot(finding)}, and that is not there`;
  return `it does not explain ${saySpot(finding)}: ${quote(finding.what)}`;
}

function log(library: Library, hypothesis: Hypothesis, finding: Finding): number {
  const chance = chanceOf(library, hypothesis, finding);
  return Math.log(finding.isThere ? chance : 1 - chance);
}

function countOf(hypothesis: Hypothesis): number {
  return hypothesis.kind === "described" ? hypothesis.suspects.length : 0;
}
