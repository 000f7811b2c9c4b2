import type { Standing } from "./case.ts";

/**
 * How the invariants stand together.
 * - `wrong`: one is violated, and has been for its grace.
 * - `in_grace`: one is violated, and none of them for its grace yet.
 * - `unseen`: none is violated as far as can be seen, and not all can be seen.
 * - `settling`: all hold again, and one of them not for its settling time yet.
 * - `well`: all hold.
 */
export type HowItStands = "wrong" | "in_grace" | "unseen" | "settling" | "well";

export function howItStands(standings: readonly Standing[]): HowItStands {
  if (standings.some(({ watched: { phase } }) => phase === "violated")) return "wrong";
  if (standings.some(isViolatedNow)) return "in_grace";
  if (standings.length === 0 || standings.some(isUnseen)) return "unseen";
  return standings.some(({ watched: { phase } }) => phase === "settling") ? "settling" : "well";
}

function isViolatedNow({ judgement, watched }: Standing): boolean {
  return judgement.verdict === "violated" || watched.phase === "suspected";
}

function isUnseen({ judgement, watched }: Standing): boolean {
  return judgement.verdict === "unknown" || watched.blindSince !== undefined;
}
