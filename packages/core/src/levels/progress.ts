import type { Level } from "../autonomy/index.ts";
import type { PromotionPolicy } from "../policy/index.ts";
import type { LevelEvidence, Tally } from "./evidence.ts";

/** One thing that must be seen before a level is raised. */
export interface Threshold {
  readonly name: "attempts" | "days" | "success" | "worse" | "lab" | "ceiling";
  readonly isMet: boolean;
  /** What is seen and what is wanted, in words. */
  readonly why: string;
}

/** How far a scope has come towards the next level. */
export interface Progress {
  readonly to: Level;
  readonly thresholds: readonly Threshold[];
  readonly isReady: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Which thresholds towards the next level are met; `undefined` where nobody set a level, or at the top. `ceiling` is the
 * highest level that any environment of the scope could ever have.
 */
export function progressOf(
  { standing, tally }: Pick<LevelEvidence, "standing" | "tally">,
  { policy, ceiling, now }: { readonly policy: PromotionPolicy; readonly ceiling: Level; readonly now: Date },
): Progress | undefined {
  if (standing === undefined || standing.level === 5) return undefined;
  // One more than a level below 5 is a level.
  const to = (standing.level + 1) as Level;
  // What runs in the lab only proves itself there; elsewhere the lab is evidence besides.
  const hasElsewhere = tally.elsewhere.attempts > 0;
  const counted = hasElsewhere ? tally.elsewhere : tally.lab;
  const days = Math.floor((now.getTime() - standing.since.getTime()) / dayMs);
  const wanted = `${(policy.successShare * 100).toFixed(1)} %`;
  const thresholds: Threshold[] = [
    {
      name: "attempts",
      isMet: counted.attempts >= policy.attempts,
      why: `${counted.attempts} of ${policy.attempts} attempts`,
    },
    { name: "days", isMet: days >= policy.days, why: `${days} of ${policy.days} days at L${standing.level}` },
    {
      name: "success",
      isMet: counted.attempts > 0 && successOf(counted) >= policy.successShare,
      why:
        counted.attempts === 0
          ? `none yet, of which ${wanted} are to succeed`
          : `${(successOf(counted) * 100).toFixed(1)} % succeeded, ${wanted} wanted`,
    },
    {
      name: "worse",
      isMet: counted.worse <= policy.worse,
      why: `${counted.worse} made it worse, at most ${policy.worse}`,
    },
    ...(hasElsewhere && tally.lab.attempts > 0 ? [labThreshold(tally.lab, policy)] : []),
    { name: "ceiling", isMet: to <= ceiling, why: `no environment of it goes above L${ceiling}` },
  ];
  return { to, thresholds, isReady: thresholds.every(({ isMet }) => isMet) };
}

function labThreshold(lab: Tally, policy: PromotionPolicy): Threshold {
  const isMet = successOf(lab) >= policy.successShare && lab.worse <= policy.worse;
  const why = `in the lab ${(successOf(lab) * 100).toFixed(1)} % of ${lab.attempts} succeeded, ${lab.worse} made it worse`;
  return { name: "lab", isMet, why };
}

function successOf({ attempts, errors }: Tally): number {
  return attempts === 0 ? 0 : (attempts - errors) / attempts;
}
