import type { Observation } from "@steadyhand/core/invariant";
import type { Subject } from "@steadyhand/subject";
import { type Lab, startPostgresLab } from "../../../../labs/postgres/lab.ts";
import { createPostgresSubject, type PostgresConfigInput } from "../../src/postgres/index.ts";

/** Low, so that what takes minutes in a real system shows within a second in a lab. */
export const labThresholds = {
  replayLagMs: 500,
  replayLagBytes: 1024 ** 3,
  lockWaitMs: 300,
  transactionMs: 5_000,
  wraparoundAge: 20_000,
} as const;

export const configOf = ({ primary, standbys }: Pick<Lab, "primary" | "standbys">): PostgresConfigInput => ({
  name: "lab",
  primary,
  standbys: [...standbys],
  thresholds: labThresholds,
});

export const subjectOf = (config: PostgresConfigInput): Subject =>
  createPostgresSubject(config, { now: () => new Date() });

/** A lab and its subject, ended together. */
export async function openLab() {
  const lab = await startPostgresLab();
  const subject = subjectOf(configOf(lab));
  return {
    lab,
    subject,
    async close() {
      await subject.close();
      await lab.stop();
    },
  };
}

export const look = (subject: Subject): Promise<Observation> =>
  subject.observe({ signal: AbortSignal.timeout(10_000) });

/** Invariants with this verdict, as `name(member)`. */
export function judged(
  { invariants }: Subject,
  observation: Observation,
  verdict: "violated" | "unknown",
): readonly string[] {
  return invariants.flatMap(({ name, judge }) =>
    judge(observation)
      .filter((said) => said.verdict === verdict)
      .map(({ member }) => (member === undefined ? name : `${name}(${member})`)),
  );
}

/** Looks until a look is as it should be, and answers with it. */
export async function lookUntil(subject: Subject, isIt: (observation: Observation) => boolean): Promise<Observation> {
  const end = AbortSignal.timeout(15_000);
  for (;;) {
    const observation = await look(subject);
    if (isIt(observation)) return observation;
    if (end.aborted) {
      const violated = judged(subject, observation, "violated");
      const blind = observation.blind.map(({ what, member, why }) => `${what} of ${member}: ${why}`);
      throw new Error(`It never looked so. Violated: ${violated.join(", ")}; blind: ${blind.join("; ")}`);
    }
  }
}

export const isWell = (subject: Subject) => (observation: Observation) =>
  judged(subject, observation, "violated").length === 0 && judged(subject, observation, "unknown").length === 0;
