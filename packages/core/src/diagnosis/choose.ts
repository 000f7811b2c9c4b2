import type { Suspect, Weighed } from "./library.ts";

/** A cause is named when it is at least so probable, and at least so many times as probable as what comes next. */
export const namedFrom = { confidence: 0.7, lead: 5 } as const;

/** The faults that fit best. */
export interface Choice {
  readonly suspects: readonly Suspect[];
  /** That all of them are at work, whatever else is: the sum over every hypothesis that has them. */
  readonly confidence: number;
  /** How many times as probable as the most probable hypothesis without one of them. */
  readonly lead: number;
  /** Whether that is enough to name them. */
  readonly isClear: boolean;
}

/**
 * What fits best among described faults: of the most probable hypothesis as many faults as are clear, or all of them where none is.
 * `undefined` without any described fault. `weighed` is one weighing: suspects are compared as the objects that they are.
 */
export function choose(weighed: readonly Weighed[]): Choice | undefined {
  for (const { hypothesis } of weighed) {
    if (hypothesis.kind === "described") return clearest(weighed, hypothesis.suspects);
  }
  return undefined;
}

/** Whether a hypothesis says of all these suspects that they are at work. */
export function includes({ hypothesis }: Weighed, suspects: readonly Suspect[]): boolean {
  return hypothesis.kind === "described" && suspects.every((suspect) => hypothesis.suspects.includes(suspect));
}

function clearest(weighed: readonly Weighed[], suspects: readonly Suspect[]): Choice {
  const all = confidenceIn(weighed, suspects);
  if (all.isClear || suspects.length === 1) return all;
  const each = suspects.map((suspect) => ({ suspect, ...confidenceIn(weighed, [suspect]) }));
  const least = each.reduce((one, other) => (other.confidence < one.confidence ? other : one)).suspect;
  const fewer = clearest(
    weighed,
    suspects.filter((suspect) => suspect !== least),
  );
  return fewer.isClear ? fewer : all;
}

function confidenceIn(weighed: readonly Weighed[], suspects: readonly Suspect[]): Choice {
  let confidence = 0;
  let next = 0;
  for (const each of weighed) {
    if (includes(each, suspects)) confidence += each.probability;
    else next = Math.max(next, each.probability);
  }
  const lead = confidence / next;
  // Sums of shares can pass one by a rounding.
  const within = Math.min(confidence, 1);
  return { suspects, confidence: within, lead, isClear: within >= namedFrom.confidence && lead >= namedFrom.lead };
}
