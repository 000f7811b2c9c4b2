import type { Finding } from "@steadyhand/core/diagnosis";
import type { Invariant, Observation } from "@steadyhand/core/invariant";
import { fits, sayCondition } from "./condition.ts";
import type { SubjectFileValue } from "./document.ts";

/** What a look shows of the findings: `violated:INVARIANT` of each judgement, and `shows:NAME` of the file's own. */
export function findingsOf(
  { findings }: SubjectFileValue,
  invariants: readonly Invariant[],
  observation: Observation,
): readonly Finding[] {
  const { endedAt: at, samples } = observation;
  const ofInvariants = invariants.flatMap((invariant) =>
    invariant
      .judge(observation)
      .filter(({ verdict }) => verdict !== "unknown")
      .map(({ member, verdict, why }): Finding => {
        const seen = { isThere: verdict === "violated", what: why, at, ...(member !== undefined && { member }) };
        return { name: `violated:${invariant.name}`, ...seen };
      }),
  );
  const own = Object.entries(findings).flatMap(([name, condition]) =>
    samples
      .filter((sample) => sample.name === condition.sample)
      .flatMap(({ member, value }): Finding[] => {
        const isThere = fits(condition, value);
        if (isThere === undefined) return [];
        const what = `${condition.sample} is ${value} (${sayCondition(condition)})`;
        return [{ name: `shows:${name}`, isThere, what, at, ...(member !== undefined && { member }) }];
      }),
  );
  return [...ofInvariants, ...own];
}
