import type { Finding } from "@steadyhand/core/diagnosis";
import type { Invariant, Observation, Sample } from "@steadyhand/core/invariant";
import type { LogLine } from "@steadyhand/subject";

/** What a look, and logs where they were read, show of what the fault library names. */
export function findingsIn(
  invariants: readonly Invariant[],
  observation: Observation,
  logs: readonly LogLine[],
): readonly Finding[] {
  const at = observation.endedAt;
  const judged = invariants.flatMap(({ name, judge }) =>
    judge(observation).flatMap(({ member, verdict, why }): Finding[] =>
      verdict === "unknown"
        ? []
        : [
            {
              name: `violated:${name}`,
              ...(member !== undefined && { member }),
              isThere: verdict === "violated",
              what: why,
              at,
            },
          ],
    ),
  );
  const sampled = observation.samples.flatMap((sample): Finding[] => {
    const sign = signs[sample.name]?.(sample);
    return sign === undefined ? [] : [{ ...sign, ...(sample.member !== undefined && { member: sample.member }), at }];
  });
  return [...judged, ...sampled, ...inLogs(logs, at)];
}

type Sign = Pick<Finding, "name" | "isThere" | "what">;

/** What single samples say, besides what an invariant makes of them. */
const signs: Readonly<Record<string, (sample: Sample) => Sign>> = {
  status_answers: ({ value }) => ({
    name: "sample:status_silent",
    isThere: value === false,
    what: value === false ? "its own status server does not answer" : "its own status server answers",
  }),
  slow_score: ({ value }) => ({
    name: "sample:slow_score",
    isThere: Number(value) >= 80,
    what: `its slow score is ${value}`,
  }),
  pending_peers: ({ value }) => ({
    name: "sample:pending_peers",
    isThere: Number(value) > 0,
    what: `${value} of its peers are far behind`,
  }),
  balances_leaders: ({ value }) => ({
    name: "sample:balancing_rests",
    isThere: value === false,
    what: value === false ? "balance-leader is paused or removed" : "balance-leader runs",
  }),
  repairs_replicas: ({ value }) => ({
    name: "sample:repair_rests",
    isThere: value === false,
    what: value === false ? "PD is told to repair no replicas" : "PD repairs replicas",
  }),
};

/** Whether a member whose log was read wrote of an error of its own. The text is data: nothing but its level counts. */
function inLogs(logs: readonly LogLine[], at: Date): Finding[] {
  return [...new Set(logs.map(({ member }) => member))].map((member) => {
    const errors = logs.filter(
      (line) => line.member === member && (line.level === "error" || line.level === "fatal"),
    ).length;
    return { name: "log:errors", member, isThere: errors > 0, what: `${errors} of its log lines are errors`, at };
  });
}
