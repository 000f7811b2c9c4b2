import type { Judgement, Observation } from "@steadyhand/core/invariant";
import type { Subject } from "@steadyhand/subject";

export const look = (subject: Subject) => subject.observe({ signal: AbortSignal.timeout(20_000) });

export function judge({ invariants }: Subject, observation: Observation, name: string): readonly Judgement[] {
  return invariants.find((invariant) => invariant.name === name)?.judge(observation) ?? [];
}

export const violated = (subject: Subject, observation: Observation) =>
  subject.invariants.flatMap(({ name, judge }) =>
    judge(observation)
      .filter(({ verdict }) => verdict === "violated")
      .map(({ member }) => (member === undefined ? name : `${name} ${member.split(".")[0]}`)),
  );
