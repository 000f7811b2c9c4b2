import type { Invariant, JudgedBy, Judgement, Observation } from "@steadyhand/core/invariant";

/** Longer names would not fit an index, and nobody reads them. */
const longestMember = 200;
/** Of two judgements of one member the worse counts. */
const rank: Readonly<Record<Judgement["verdict"], number>> = { violated: 2, unknown: 1, holds: 0 };

/** What each invariant says of what was seen. One that throws cannot be judged, and takes no other with it. */
export function judgeAll(invariants: readonly Invariant[], observation: Observation): JudgedBy {
  return new Map(invariants.map((invariant) => [invariant, judgeOne(invariant, observation)]));
}

function judgeOne(invariant: Invariant, observation: Observation): ReadonlyMap<string, Judgement> {
  const byMember = new Map<string, Judgement>();
  for (const judgement of judgements(invariant, observation)) {
    const member = judgement.member === undefined ? "" : nameOf(judgement.member);
    const known = byMember.get(member);
    if (known === undefined || rank[judgement.verdict] > rank[known.verdict]) byMember.set(member, judgement);
  }
  return byMember;
}

function judgements(invariant: Invariant, observation: Observation): readonly Judgement[] {
  try {
    // Gone through here: what is no list is as good as an error.
    return [...invariant.judge(observation)];
  } catch (error) {
    const why = `judging it failed: ${error instanceof Error ? error.message : String(error)}`;
    return [{ verdict: "unknown", why }];
  }
}

/** A member's name as it can be stored: what a system calls its members is not ours. */
function nameOf(member: string): string {
  const isPlain = member.length <= longestMember && member.isWellFormed() && !member.includes("\0");
  return isPlain ? member : member.slice(0, longestMember).toWellFormed().replaceAll("\0", "\ufffd");
}
