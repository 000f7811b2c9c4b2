import { chanceOf } from "./chance-of.ts";
import type { Evidence } from "./diagnosis.ts";
import type { Finding } from "./fault.ts";
import type { Hypothesis, Library, Suspect, Weighed } from "./library.ts";
import { quote, sayAbsence } from "./say.ts";
import { weigh } from "./weigh.ts";

/** What made a cause less than this times as likely, or as unlikely, is left out. */
const leastWeight = 1.5;
/** More than these nobody reads. */
const mostEvidence = 10;

export interface WeighedEvidence {
  readonly for: readonly Evidence[];
  readonly against: readonly Evidence[];
}

/**
 * What speaks for these faults and what against them. A weight is how many times as likely the finding is under them as under all
 * else, before anything was looked at: so many times as likely they became by it alone.
 */
export function weighEvidence(
  library: Library,
  suspects: readonly Suspect[],
  findings: readonly Finding[],
): WeighedEvidence {
  const rivals = rivalsOf(library, suspects);
  const told = findings.map((finding) => ({ finding, weight: weightOf(library, suspects, rivals, finding) }));
  return {
    for: told
      .filter(({ weight }) => weight >= leastWeight)
      .toSorted((one, other) => other.weight - one.weight)
      .slice(0, mostEvidence)
      .map(({ finding, weight }) => evidence(finding, weight, speaksFor(finding))),
    against: told
      .filter(({ weight }) => weight <= 1 / leastWeight)
      .toSorted((one, other) => one.weight - other.weight)
      .slice(0, mostEvidence)
      .map(({ finding, weight }) => evidence(finding, weight, speaksAgainst(finding))),
  };
}

/** Everything else that could be alone, as probable as it is beforehand. */
function rivalsOf(library: Library, suspects: readonly Suspect[]): readonly Weighed[] {
  const named = new Set(suspects.map(sayWhich));
  return weigh(library, []).filter(({ hypothesis }) => {
    if (hypothesis.kind !== "described") return true;
    const [only, second] = hypothesis.suspects;
    return only !== undefined && second === undefined && !named.has(sayWhich(only));
  });
}

function weightOf(
  library: Library,
  suspects: readonly Suspect[],
  rivals: readonly Weighed[],
  finding: Finding,
): number {
  const likely = (hypothesis: Hypothesis) => {
    const chance = chanceOf(library, hypothesis, finding);
    return finding.isThere ? chance : 1 - chance;
  };
  const all = rivals.reduce((sum, { probability }) => sum + probability, 0);
  const otherwise =
    rivals.reduce((sum, { hypothesis, probability }) => sum + probability * likely(hypothesis), 0) / all;
  return likely({ kind: "described", suspects }) / otherwise;
}

function speaksFor(finding: Finding): string {
  return finding.isThere ? quote(finding.what) : `${sayAbsence(finding)}: other causes would show it`;
}

function speaksAgainst(finding: Finding): string {
  return finding.isThere
    ? `${quote(finding.what)}: this cause does not explain it`
    : `${sayAbsence(finding)}: this cause would show it`;
}

function evidence({ member, at }: Finding, weight: number, what: string): Evidence {
  return { what, ...(member !== undefined && { member }), at, weight };
}

const sayWhich = ({ fault, member }: Suspect) => JSON.stringify([fault.name, member ?? null]);
