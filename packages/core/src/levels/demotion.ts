import type { ChangeOutcome, Environment, Level } from "../autonomy/index.ts";
import type { DemotionPolicy } from "../policy/index.ts";
import type { CountedAttempt, LevelEvidence } from "./evidence.ts";

/** A level that is lowered by what happened, and why. */
export interface Demotion {
  readonly from: Level;
  readonly to: Level;
  readonly why: string;
}

/** The attempt that was just judged. */
export interface JudgedAttempt {
  readonly environment: Environment;
  readonly outcome: ChangeOutcome;
}

/**
 * Whether what happened lowers a level by one: something was made worse, too many failed in a row, or the errors of the
 * last `over` attempts or more passed the environment's share. It counts from when the level began, so that the same
 * errors lower it once. Where nobody set a level, what ran by itself is lowered to asking, and no further. Never raises.
 */
export function demotionOf(
  { standing, recent }: Pick<LevelEvidence, "standing" | "recent">,
  { environment, outcome }: JudgedAttempt,
  policy: DemotionPolicy,
): Demotion | undefined {
  const from = standing?.level ?? recent[0]?.level ?? 1;
  const floor: Level = standing === undefined ? 2 : 1;
  if (from <= floor) return undefined;
  const why = outcome === "worse" ? "the last attempt made it worse" : whyLower(recent, environment, policy);
  // One less than a level above 1 is a level.
  return why === undefined ? undefined : { from, to: (from - 1) as Level, why };
}

function whyLower(
  recent: readonly CountedAttempt[],
  environment: Environment,
  { errorShare, over, failuresInARow }: DemotionPolicy,
): string | undefined {
  const row = recent.findIndex(({ isError }) => !isError);
  const failed = row === -1 ? recent.length : row;
  if (failed >= failuresInARow) return `the last ${failed} attempts failed`;
  const most = errorShare[environment];
  let errors = 0;
  for (const [index, { isError }] of recent.entries()) {
    if (isError) errors += 1;
    const count = index + 1;
    if (count < over || errors / count <= most) continue;
    return `${errors} of the last ${count} attempts failed: more than ${percent(most)} in ${environment}`;
  }
  return undefined;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
