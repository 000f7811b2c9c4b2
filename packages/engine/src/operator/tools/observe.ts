import type { Judgement, Observation } from "@steadyhand/core/invariant";
import { standingsOf } from "../case-file.ts";
import type { Given, ToolContext } from "./perform-tool.ts";

/** One look may take so long; a subject has limits of its own below it. */
const lookWithinMs = 10_000;

/** Looks at the subject itself, and judges what it sees as the monitor does. */
export async function observe({ operated: { subject }, incident, signal }: ToolContext): Promise<Given> {
  const observation = await look(subject, signal);
  const judged = subject.invariants.flatMap((invariant) =>
    invariant.judge(observation).map((judgement) => ({ invariant, judgement, at: observation.endedAt })),
  );
  const { samples, blind } = observation;
  return {
    outcome: "answered",
    text: sayObservation(
      observation,
      judged.map(({ invariant, judgement }) => ({ ...judgement, name: invariant.name })),
    ),
    seen: {
      ...{ samples, blind, standings: standingsOf(subject, incident, judged) },
      findings: subject.findings(observation, []),
    },
  };
}

/** A look that is given up when its time is over, even by a subject that does not let go. */
export function look(
  subject: Pick<ToolContext["operated"]["subject"], "observe" | "name">,
  signal: AbortSignal,
): Promise<Observation> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(lookWithinMs)]);
  const ended = Promise.withResolvers<never>();
  const giveUp = () =>
    ended.reject(new Error(`the look at ${subject.name} did not end within ${lookWithinMs / 1000} s`));
  within.addEventListener("abort", giveUp, { once: true });
  return Promise.race([subject.observe({ signal: within }), ended.promise]).finally(() =>
    within.removeEventListener("abort", giveUp),
  );
}

function sayObservation(
  { members, samples, blind, endedAt }: Observation,
  judged: readonly (Judgement & { readonly name: string })[],
): string {
  const of = (member: string | undefined) => (member === undefined ? "" : ` of ${member}`);
  return [
    `Seen at ${endedAt.toISOString()}`,
    "Members:",
    ...members.map(({ id, kind, state, why }) => `- ${id} (${kind}): ${state}${why === undefined ? "" : `, ${why}`}`),
    "Invariants:",
    ...judged.map(
      ({ name, member, verdict, value, limit, why }) =>
        `- ${name}${of(member)}: ${verdict}${value === undefined ? "" : ` (${value}${limit === undefined ? "" : `, must be ${limit}`})`}: ${why}`,
    ),
    "Samples:",
    ...samples.map(({ name, member, value }) => `- ${name}${of(member)}: ${value}`),
    ...(blind.length === 0 ? [] : ["Could not be seen:"]),
    ...blind.map(({ what, member, why }) => `- ${what}${of(member)}: ${why}`),
  ].join("\n");
}
