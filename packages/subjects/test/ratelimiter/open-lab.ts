import type { Suspect } from "@steadyhand/core/diagnosis";
import { weigh } from "@steadyhand/core/diagnosis";
import type { Judgement, Observation } from "@steadyhand/core/invariant";
import type { LogLine, Subject } from "@steadyhand/subject";
import { openRateLimiter } from "@steadyhand/subjects/ratelimiter";
import { vi } from "vitest";
import { type Lab, startLab } from "../../../../labs/ratelimiter/lab.ts";
import { subjectConfigOf } from "../../../../labs/ratelimiter/subject-config.ts";

export type { Lab } from "../../../../labs/ratelimiter/lab.ts";
export { type LabFault, labFaults } from "../../../../labs/ratelimiter/lab-faults.ts";

/** Enough requests for a percentile within a few seconds, few enough for one core. */
export const openLab = (): Promise<Lab> => startLab({ rps: 60 });

/**
 * The lab as a subject, looked at once: how long requests take is told from the second look on. The machine of a test is shared, and now
 * and then all of its processes stand still together; the lab's slow path is beyond that.
 */
export async function watchLab(lab: Lab, thresholds: { readonly p99Ms: number } = { p99Ms: 400 }): Promise<Subject> {
  const subject = openRateLimiter({ ...subjectConfigOf(lab), timing, thresholds });
  await look(subject);
  return subject;
}

/** As `lab`, with a shorter memory for latency: a test waits for it to pass. */
const timing = { settleMs: 5_000, latencyWindowMs: 2_000, answerWithinMs: 1_500 };

export const look = (subject: Subject): Promise<Observation> =>
  subject.observe({ signal: AbortSignal.timeout(10_000) });

export interface Said extends Judgement {
  readonly invariant: string;
}

export function judge({ invariants }: Subject, observation: Observation): readonly Said[] {
  return invariants.flatMap((invariant) =>
    invariant.judge(observation).map((said) => ({ invariant: invariant.name, ...said })),
  );
}

export const notHolding = (subject: Subject, observation: Observation) =>
  judge(subject, observation)
    .filter(({ verdict }) => verdict !== "holds")
    .map(({ invariant, member, verdict, why }) => `${invariant} of ${member}: ${verdict}: ${why}`);

/** Looks again until the look satisfies, and gives it. */
export function untilSeen(
  subject: Subject,
  satisfies: (seen: Observation) => Promise<void> | void,
): Promise<Observation> {
  return vi.waitFor(
    async () => {
      const seen = await look(subject);
      await satisfies(seen);
      return seen;
    },
    { timeout: 45_000, interval: 50 },
  );
}

export function untilWell(subject: Subject): Promise<Observation> {
  return untilSeen(subject, (seen) => {
    const wrong = notHolding(subject, seen);
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
  });
}

/** What the rules take for the cause. */
export function causeOf(subject: Subject, seen: Observation, logs: readonly LogLine[]): readonly Suspect[] | string {
  const [most] = weigh({ faults: subject.faults, base: {}, members: subject.expected }, subject.findings(seen, logs));
  if (most === undefined) return "nothing was weighed";
  return most.hypothesis.kind === "described" ? most.hypothesis.suspects : most.hypothesis.kind;
}
