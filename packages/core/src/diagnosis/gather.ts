import type { Case, Standing } from "./case.ts";
import type { Finding } from "./fault.ts";
import { newestOf, spotOf } from "./newest-of.ts";

/** Everything that was seen: the findings, and what the invariants say where no finding says it. What is unknown is none. */
export function gather({ findings, standings, now }: Pick<Case, "findings" | "standings" | "now">): readonly Finding[] {
  const told = new Set(findings.map(spotOf));
  const judged = standings
    .flatMap((standing) => violation(standing, now))
    .filter((finding) => !told.has(spotOf(finding)));
  return newestOf([...findings, ...judged]);
}

function violation({ invariant, judgement, watched }: Standing, now: Date): readonly Finding[] {
  const { member, verdict, why } = judgement;
  if (verdict === "unknown") return [];
  const at = watched.phase === "suspected" || watched.phase === "violated" ? watched.since : now;
  const name = `violated:${invariant.name}`;
  return [{ name, ...(member !== undefined && { member }), isThere: verdict === "violated", what: why, at }];
}
